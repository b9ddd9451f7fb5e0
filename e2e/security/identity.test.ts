import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'

const HOUR_S = 3_600
const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

describe('a visitor the shop vouches for', () => {
  let product: Product
  let admin: DeskClient
  let secret: string
  const exp = () => Math.floor(Date.now() / 1000) + HOUR_S
  const signed = (id: string, at: number, key = secret) => createHmac('sha256', key).update(`${id}.${at}`).digest('hex')
  const visit = (identity?: object) =>
    anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru', ...(identity ? { identity } : {}) })
  const tokenOf = async (identity: object) => ((await (await visit(identity)).json()) as { token: string }).token
  const withToken = (token: string, path: string, body?: object) =>
    fetch(product.helpCentre + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    })

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    secret = ((await (await admin.get('/api/desk/site/identity-secret')).json()) as { secret: string }).secret
  })
  afterAll(() => product?.stop())

  it('is the same one on every device, and sees the conversation there', async () => {
    const at = exp()
    const phone = await tokenOf({ id: 'customer-7', exp: at, hash: signed('customer-7', at) })
    const laptop = await tokenOf({ id: 'customer-7', exp: at, hash: signed('customer-7', at) })
    const left = await withToken(phone, '/api/conversations', {
      clientMessageId: 'from-the-phone-1',
      text: 'Где мой заказ?',
      mail: 'anna@mail.example',
      packet: PACKET,
    })
    expect(left.status).toBe(200)
    const { conversation } = (await left.json()) as { conversation: { id: string } }
    const transcript = await withToken(laptop, `/api/conversations/${conversation.id}/transcript`)
    expect(await transcript.text()).toContain('Где мой заказ?')
    const other = await tokenOf({ id: 'customer-8', exp: at, hash: signed('customer-8', at) })
    expect((await withToken(other, `/api/conversations/${conversation.id}/transcript`)).status).toBe(404)
  })
  it('is shown at the desk by the id the shop signed, and a name only as signed as it is', async () => {
    const at = exp()
    const both = (id: string, name: string) =>
      createHmac('sha256', secret)
        .update(JSON.stringify(['v2', id, name, null, at]))
        .digest('hex')
    const begin = async (identity: object, id: string) => {
      const left = await withToken(await tokenOf(identity), '/api/conversations', {
        clientMessageId: `from-${id}-000`,
        text: 'Поменяйте мой адрес',
        name: 'Maria Ivanova (VIP)',
        mail: 'anna@mail.example',
        packet: PACKET,
      })
      const { conversation } = (await left.json()) as { conversation: { id: string } }
      const { items } = (await (await admin.get('/api/desk/conversations')).json()) as {
        items: { id: string; visitor: object }[]
      }
      return items.find((one) => one.id === conversation.id)?.visitor
    }
    expect(await begin({ id: 'c1', exp: at, hash: signed('c1', at), name: 'Maria Ivanova (VIP)' }, 'c1')).toMatchObject(
      {
        name: 'Maria Ivanova (VIP)',
        verified: true,
        vouched: { id: 'c1', name: false, mail: false },
      },
    )
    expect(await begin({ id: 'c2', exp: at, hash: both('c2', 'Анна'), name: 'Анна' }, 'c2')).toMatchObject({
      name: 'Анна',
      vouched: { id: 'c2', name: true, mail: false },
    })
    expect((await visit({ id: 'c2', exp: at, hash: both('c2', 'Анна'), name: 'Борис' })).status).toBe(403)
  })
  it('has the facts that the shop names: signed by its server, told by its page, private ones exported only when asked for', async () => {
    const label = { ru: 'Факт', en: 'Fact' }
    const fact = (name: string, kind: string, hidden = false) => ({ name, label, kind, options: [], private: hidden })
    const site = (await (await admin.get('/api/desk/site')).json()) as object
    const saved = await admin.send('PUT', '/api/desk/site', {
      ...site,
      attributes: [fact('plan', 'text'), fact('spent', 'number'), fact('debt', 'number', true)],
    })
    expect(saved.status, await saved.text()).toBe(200)
    const server = (body: object, key = secret) => {
      const text = JSON.stringify(body)
      return fetch(`${product.helpCentre}/api/shop/attributes`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-firstline-signature': createHmac('sha256', key).update(text).digest('hex'),
        },
        body: text,
      })
    }
    const soon = Math.floor(Date.now() / 1000) + 60
    const call = { site: 'tropa', id: 'facts-1', exp: soon, values: { plan: 'gold', debt: 70 } }
    expect(await (await server(call)).json()).toEqual({ refused: [] })
    for (const [forged, key] of [
      [call, 'x'.repeat(64)],
      [{ ...call, exp: soon - 120 }, secret],
      [{ ...call, exp: soon + 3_600 }, secret],
    ] as const)
      expect((await server(forged, key)).status).toBe(403)

    const at = exp()
    const token = await tokenOf({ id: 'facts-1', exp: at, hash: signed('facts-1', at) })
    const told = await withToken(token, '/api/widget/attributes', {
      site: 'tropa',
      values: { plan: 'platinum', spent: 1200, age: 7, order: 'T-104512', debt: 'none' },
    })
    expect(await told.json()).toEqual({
      refused: [
        { name: 'age', because: 'unknown' },
        { name: 'debt', because: 'no_number' },
      ],
    })
    // Nobody we know: nothing is kept, and nothing is said of what there is.
    const stranger = await anonymous(product).send('POST', '/api/widget/attributes', {
      site: 'tropa',
      browser: 'b0b9a1f0-0000-4000-8000-000000000001',
      values: { plan: 'gold' },
    })
    expect(await stranger.json()).toEqual({ refused: [] })
    const left = await withToken(token, '/api/conversations', {
      clientMessageId: 'of-facts-1-000',
      text: 'Где мой заказ?',
      mail: 'anna@mail.example',
      packet: PACKET,
    })
    const { conversation } = (await left.json()) as { conversation: { id: string } }
    const of = `/api/desk/conversations/${conversation.id}`
    const { items } = (await (await admin.get(`${of}/attributes`)).json()) as { items: object[] }
    expect(items).toMatchObject([
      { name: 'plan', value: 'gold', verified: true, kind: 'text', label, private: false },
      { name: 'spent', value: '1200', verified: false, private: false },
      { name: 'debt', value: '70', verified: true, private: true },
      { name: 'order', value: 'T-104512', verified: false, label: null },
    ])
    const exported = async (query = '') =>
      ((await (await admin.get(`${of}/export${query}`)).json()) as { attributes: { name: string }[] }).attributes.map(
        ({ name }) => name,
      )
    expect(await exported()).toEqual(['plan', 'spent', 'order'])
    expect(await exported('?private=true')).toEqual(['plan', 'spent', 'debt', 'order'])
  })
  it('is known by a new secret and, until the named time, by the old one; ended, the old one is nobody’s', async () => {
    type Listed = { items: { id: string; number: number; until: string | null }[] }
    const list = async () => (await (await admin.get('/api/desk/site/identity-secrets')).json()) as Listed
    const [before] = (await list()).items
    const at = exp()
    const old = await tokenOf({ id: 'customer-10', exp: at, hash: signed('customer-10', at) })
    const left = await withToken(old, '/api/conversations', {
      clientMessageId: 'before-exchange',
      text: 'Сменится ли секрет?',
      mail: 'anna@mail.example',
      packet: PACKET,
    })
    const { conversation } = (await left.json()) as { conversation: { id: string } }
    const exchange = (until: string) =>
      admin.send('POST', '/api/desk/site/identity-secrets', { current: before?.id, until })
    expect((await exchange(new Date(Date.now() + 91 * 24 * HOUR_S * 1_000).toISOString())).status).toBe(422)
    const until = new Date(Date.now() + HOUR_S * 1_000).toISOString()
    expect(await (await exchange(until)).json()).toMatchObject({ items: [{ number: 2, until: null }, { until }] })
    // Somebody exchanged it meanwhile: nothing is done twice.
    expect((await exchange(until)).status).toBe(409)
    const fresh = ((await (await admin.get('/api/desk/site/identity-secret')).json()) as { secret: string }).secret
    expect(fresh).not.toBe(secret)
    const byNew = await tokenOf({ id: 'customer-10', exp: at, hash: signed('customer-10', at, fresh) })
    const again = await withToken(byNew, `/api/conversations/${conversation.id}/transcript`)
    expect(await again.text()).toContain('Сменится ли секрет?')
    expect((await visit({ id: 'customer-10', exp: at, hash: signed('customer-10', at) })).status).toBe(200)
    const end = (id = '') => admin.send('DELETE', `/api/desk/site/identity-secrets/${id}`)
    expect((await end((await list()).items[0]?.id)).status).toBe(409)
    expect((await end(before?.id)).status).toBe(200)
    expect((await visit({ id: 'customer-10', exp: at, hash: signed('customer-10', at) })).status).toBe(403)
    secret = fresh
    const audit = await (await admin.get('/api/desk/audit')).text()
    expect(audit).toContain('secret_exchanged')
    expect(audit).toContain('secret_ended')
    expect(audit).not.toContain(fresh)
  })
  it('alone may write where the shop wants it so; strangers are asked to sign in, and search as before', async () => {
    const site = (await (await admin.get('/api/desk/site')).json()) as object
    await admin.send('PUT', '/api/desk/site', { ...site, identity: { enforced: true } })
    const write = (token: string, id: string) =>
      withToken(token, '/api/conversations', {
        clientMessageId: `enforced-${id}-00`,
        text: 'Где мой заказ?',
        mail: 'anna@mail.example',
        packet: PACKET,
      })
    const stranger = ((await (await visit()).json()) as { token: string }).token
    const refused = await write(stranger, 'stranger')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'identity_required',
      message: expect.stringMatching(/sign in/i),
    })
    const context = await anonymous(product).get('/api/widget/context?site=tropa&locale=ru')
    expect(await context.json()).toMatchObject({ own: { known: expect.stringContaining('войдите') } })
    const found = await anonymous(product).get('/api/search?site=tropa&locale=ru&q=доставка')
    expect(found.status).toBe(200)
    const at = exp()
    expect((await write(await tokenOf({ id: 'c11', exp: at, hash: signed('c11', at) }), 'c11')).status).toBe(200)
    await admin.send('PUT', '/api/desk/site', { ...site, identity: { enforced: false } })
    expect((await write(stranger, 'stranger')).status).toBe(200)
  })
  it('sends a message once, however often it is sent', async () => {
    const at = exp()
    const token = await tokenOf({ id: 'customer-9', exp: at, hash: signed('customer-9', at) })
    const send = (text: string) =>
      withToken(token, '/api/conversations', {
        clientMessageId: 'the-same-message',
        text,
        mail: 'anna@mail.example',
        packet: PACKET,
      })
    const first = (await (await send('Одно и то же')).json()) as { messages: { id: string; kind: string }[] }
    const again = (await (await send('Одно и то же')).json()) as { messages: { id: string; kind: string }[] }
    const texts = (answer: typeof first) => answer.messages.filter(({ kind }) => kind === 'text').map(({ id }) => id)
    expect(texts(again)).toEqual(texts(first))
    expect((await send('Другой текст')).status).toBe(409)
  })
  it.each([
    ['a wrong hash', (at: number) => ({ id: 'customer-7', exp: at, hash: '0'.repeat(64) })],
    ['a hash for somebody else', (at: number) => ({ id: 'customer-7', exp: at, hash: signed('customer-8', at) })],
    [
      'a hash made with another secret',
      (at: number) => ({ id: 'customer-7', exp: at, hash: signed('customer-7', at, 'x'.repeat(64)) }),
    ],
    [
      'a claim that lives longer than a day',
      () => {
        const at = exp() + 24 * HOUR_S
        return { id: 'customer-7', exp: at, hash: signed('customer-7', at) }
      },
    ],
    ['a claim that has expired', () => ({ id: 'customer-7', exp: 1_000, hash: signed('customer-7', 1_000) })],
  ])('is nobody with %s', async (_, identity) => {
    expect((await visit(identity(exp()))).status).toBe(403)
  })
  it.each([
    { id: ['customer-7'], exp: 1, hash: 'x' },
    { id: 'customer-7', exp: 'soon', hash: '0'.repeat(64) },
    { id: 'customer-7' },
  ])('is refused as %j', async (identity) => {
    expect((await visit(identity)).status).toBe(422)
  })
})
