import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, signIn } from './kit/desk-client.ts'
import { ADMIN, type Product, startProduct } from './kit/product.ts'
import { runCommand } from './kit/run-command.ts'
import { totp } from './kit/totp.ts'

const databaseUrl = process.env.TEST_DATABASE_URL
const redisUrl = process.env.TEST_REDIS_URL

describe.skipIf(!databaseUrl || !redisUrl)('two nodes over PostgreSQL and Redis', () => {
  let first: Product
  let second: Product
  let desk: DeskClient
  let name: string
  beforeAll(async () => {
    name = `e2e_${Date.now()}`
    const owner = new pg.Client({ connectionString: databaseUrl })
    await owner.connect()
    await owner.query(`create database ${name}`)
    await owner.end()
    const env = {
      DATABASE_URL: String(databaseUrl).replace(/\/[^/]*$/, `/${name}`),
      REDIS_URL: String(redisUrl),
      DEMO_SHOP: 'off',
    }
    // One database, two identical processes; the first imports, the second finds everything there.
    first = await startProduct({ env })
    second = await startProduct({ env })
    desk = await signIn(first)
  })
  afterAll(async () => {
    await first?.stop()
    await second?.stop()
  })

  it('are ready with every part', async () => {
    for (const node of [first, second]) {
      const { parts, answers } = (await (await (await signIn(node)).get('/api/desk/parts')).json()) as {
        parts: Record<string, string>
        answers: number
      }
      expect(parts).toMatchObject({ database: 'ok', redis: 'ok', search: 'ok' })
      expect(answers).toBeGreaterThan(300)
    }
  })
  it('share sessions', async () => {
    const response = await fetch(`${second.helpCentre}/api/desk/me`, { headers: { cookie: desk.cookie } })
    expect(response.status).toBe(200)
  })
  it('an approval on one is soon live on the other: page, search and library', async () => {
    const lead = await addPerson(first, desk, { email: 'lev@tropa.example', name: 'Лев', role: 'lead' })
    const words = 'Do you sell gramophone needles?'
    const created = await desk.send('POST', '/api/desk/answers', {
      site: 'tropa',
      locale: 'en',
      category: 'orders',
      slug: 'needles',
      question: words,
      body: 'No, we do not sell them. Please ask in a music shop.',
      audience: 'public',
      products: [],
      shortcut: null,
      phrasings: [],
    })
    const { answer } = (await created.json()) as { answer: { id: string } }
    expect((await desk.send('POST', `/api/desk/answers/${answer.id}/submit`)).status).toBe(200)
    expect((await anonymous(second).get('/en/orders/needles')).status).toBe(404)
    expect((await lead.send('POST', `/api/desk/answers/${answer.id}/approve`)).status).toBe(200)
    await expect
      .poll(async () => (await anonymous(second).get('/en/orders/needles')).status, { interval: 50 })
      .toBe(200)
    const found = (await (
      await anonymous(second).get(`/api/search?site=tropa&locale=en&q=${encodeURIComponent(words)}`)
    ).json()) as { verdict: string; hits: { question: string }[] }
    expect(found.verdict).toBe('answer')
    expect(found.hits[0]?.question).toBe(words)
  })
  it('let somebody back in by a link made on the server, and take a one-time code once', async () => {
    const made = await runCommand('server/admin.ts', ['link', ADMIN.email], {
      DATABASE_URL: String(databaseUrl).replace(/\/[^/]*$/, `/${name}`),
    })
    expect(made).toMatchObject({ code: 0, errors: '' })
    const token = /\/desk\/reset#(\w+)/.exec(made.output)?.[1] ?? ''
    const password = 'тихий вечер у моря'
    const used = await anonymous(second).send('POST', '/api/password-resets/use', { token, password })
    expect(used.status).toBe(200)
    expect(await (await desk.get('/api/desk/me')).json()).toMatchObject({ reason: 'password_reset' })
    const back = await signIn(second, { email: ADMIN.email, password })
    const enabled = await back.send('POST', '/api/auth/two-factor/enable', { password })
    const { totpURI } = (await enabled.json()) as { totpURI: string }
    const code = totp(totpURI, Date.now())
    expect((await back.send('POST', '/api/auth/two-factor/verify-totp', { code })).status).toBe(200)
    const begun = await anonymous(first).send('POST', '/api/auth/sign-in/email', { email: ADMIN.email, password })
    const cookie = begun.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const replayed = await fetch(`${first.helpCentre}/api/auth/two-factor/verify-totp`, {
      method: 'POST',
      headers: { cookie, origin: first.helpCentre, 'x-firstline': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    expect(await replayed.json()).toMatchObject({ code: 'code_used' })
  })
})
