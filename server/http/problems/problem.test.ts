import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { onError, problem, Refusal } from './problem.ts'

describe('a failed request', () => {
  const told: object[] = []
  const app = new Hono()
    .get('/fault', () => {
      throw new Error('password authentication failed for user "shop" at 10.0.0.7')
    })
    .get('/wait', () => {
      throw new Refusal('too_many', { retryAfterMs: 1_500 })
    })
    .get('/refused/:code', (c) => {
      const code = c.req.param('code') as 'too_long'
      const limit = { too_long: 300, too_many_entries: 100 }[code]
      throw new Refusal(code, { refused: { code, field: 'phrasings', ...(limit ? { limit } : {}) } })
    })
    .get('/missing', (c) => problem(c, 'not_found'))
  app.onError(onError({ error: (details) => told.push(details) }))

  it('of ours shows an id and nothing of its cause; the log has both', async () => {
    const response = await app.request('/fault')
    const body = (await response.json()) as { code: string; errorId: string }
    expect(response.status).toBe(500)
    expect(body).toEqual({ code: 'internal', message: expect.any(String), errorId: response.headers.get('x-error-id') })
    expect(JSON.stringify(body)).not.toMatch(/password|10\.0\.0\.7/)
    expect(told).toEqual([{ err: expect.any(Error), id: body.errorId, path: '/fault' }])
  })
  it('says how long to wait', async () => {
    const response = await app.request('/wait')
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2'])
    expect(await response.json()).toMatchObject({ code: 'too_many', retryAfterMs: 1_500 })
  })
  it.each([
    ['too_long', 'At most 300 characters.', 'Не длиннее 300 знаков.'],
    ['too_many_entries', 'At most 100 entries.', 'Не больше 100 значений.'],
    [
      'slug_invalid',
      'Use lowercase Latin letters, digits and single hyphens, for example returns-in-store.',
      'Допустимы строчные латинские буквы, цифры и одиночные дефисы, например returns-in-store.',
    ],
  ])('names the field a refusal of the library concerns, and its limit: %s', async (code, en, ru) => {
    const fields = async (locale: string) =>
      ((await (await app.request(`/refused/${code}?locale=${locale}`)).json()) as { fields: object }).fields
    expect([await fields('en'), await fields('ru')]).toEqual([{ phrasings: en }, { phrasings: ru }])
  })
  it("speaks the language asked for in the address, else the reader's", async () => {
    const said = async (path: string, language?: string) =>
      (
        (await (await app.request(path, { headers: language ? { 'accept-language': language } : {} })).json()) as {
          message: string
        }
      ).message
    expect(await said('/missing', 'ru-RU,ru;q=0.9,en;q=0.8')).toMatch(/^[А-Я]/)
    expect(await said('/missing?locale=en', 'ru')).toMatch(/^[A-Z]/)
    expect(await said('/missing')).toMatch(/^[A-Z]/)
  })
})
