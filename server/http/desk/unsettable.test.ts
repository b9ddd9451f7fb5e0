import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { onError } from '../problems/problem.ts'
import { refuseUnsettable } from './unsettable.ts'

const SETTABLE = { mail: 1 }
const STANDING = { id: 'tropa', mail: 'help@tropa.example', locales: ['ru', 'en'] }
const app = new Hono().put('/', async (c) => {
  refuseUnsettable(c, await c.req.json(), SETTABLE, STANDING)
  return c.json({})
})
app.onError(onError({ error: () => undefined }))
const put = (body: object, language = 'en') =>
  app.request('/', { method: 'PUT', headers: { 'accept-language': language }, body: JSON.stringify(body) })

describe('a change of settings', () => {
  it('may say again what stands anyway', async () => {
    expect((await put({ ...STANDING, mail: 'care@tropa.example' })).status).toBe(200)
    expect((await put({ mail: 'care@tropa.example' })).status).toBe(200)
  })
  it.each([
    ['a field there is not', { colour: 'red' }, ['colour']],
    ['a field that is not set here', { id: 'other', locales: ['ru'] }, ['id', 'locales']],
    ['a name every object has', { toString: 'x' }, ['toString']],
  ])('is refused for %s, named in the code, the sentence and by itself', async (_, wish, names) => {
    const refused = await put({ mail: 'care@tropa.example', ...wish })
    const problem = (await refused.json()) as { code: string; message: string; fields: Record<string, string> }
    expect([refused.status, problem.code]).toEqual([422, 'field_not_settable'])
    expect(problem.message).toContain(names.join(', '))
    expect(Object.keys(problem.fields)).toEqual(names)
  })
  it('is refused in the language of who asks', async () => {
    expect(await (await put({ colour: 'red' }, 'ru')).json()).toMatchObject({
      message: 'Здесь нельзя изменить: colour. Ничего не сохранено.',
    })
  })
})
