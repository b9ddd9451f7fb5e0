import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, deskSocket, signIn } from '../kit/desk-client.ts'
import { ADMIN, type Product, startProduct } from '../kit/product.ts'

const CANARY = 'Тиссафернова-тайна-77'
const ADDRESS = '203.0.113.77'
const ORDER = 'Т-778899'
const PACKET = {
  searches: [{ text: `возврат ${CANARY}`, at: '2026-11-25T10:00:00.000Z', verdict: 'escalate', results: 0 }],
  read: [],
  page: { url: `https://shop.example/?who=${encodeURIComponent(CANARY)}`, title: CANARY },
  product: null,
  draft: CANARY,
  locale: 'ru',
  timeZone: null,
}
const SETTLE_MS = 700

describe('what a person may ask of the shop about their data', () => {
  let product: Product
  let admin: DeskClient
  let operator: DeskClient
  let desk: Socket
  let token: string
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off', LOG_LEVEL: 'trace', TRUSTED_PROXIES: '127.0.0.1' } })
    admin = await signIn(product)
    operator = await addPerson(product, admin, { email: 'olga@tropa.example', name: 'Ольга', role: 'operator' })
    token = (
      (await (await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })).json()) as {
        token: string
      }
    ).token
    desk = await deskSocket(product, admin.cookie)
  })
  afterAll(async () => {
    desk?.disconnect()
    await product?.stop()
  })
  const asVisitor = (path: string, body?: object) =>
    fetch(product.helpCentre + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-forwarded-for': ADDRESS,
      },
      body: body ? JSON.stringify(body) : null,
    })
  const start = async (clientMessageId: string) => {
    const started = await asVisitor('/api/conversations', {
      clientMessageId,
      text: `Меня зовут ${CANARY}, верните деньги за заказ ${ORDER}`,
      name: CANARY,
      mail: 'anna.canary@mail.example',
      packet: PACKET,
    })
    return ((await started.json()) as { conversation: { id: string } }).conversation.id
  }
  const ask = (event: string, request: object) => desk.timeout(5_000).emitWithAck(event, request)
  let visitorId = ''
  /** Whatever the visitor was ever known by, and where of the data folder and the log it stands. */
  const canaries = () => {
    const known = [CANARY, 'anna.canary', ADDRESS, ORDER, visitorId].filter((one) => one !== '')
    const kept = readdirSync(product.dataDir, { recursive: true }).map((name): [string, Buffer] => [
      String(name),
      readFileSync(join(product.dataDir, String(name))),
    ])
    return [...kept, ['the log', Buffer.from(product.output())] as const].flatMap(([name, bytes]) =>
      known.filter((one) => bytes.includes(Buffer.from(one))).map((one) => `${one} in ${name}`),
    )
  }
  const audited = async () =>
    (await (await admin.get('/api/desk/audit?perPage=100')).json()) as {
      items: { act: string; object: string | null; actor: { name: string } | null; address: string }[]
      firstBroken: number | null
    }

  it('gives a lead everything of one visitor as a file, and an operator nothing', async () => {
    const id = await start('canary-message-1')
    await ask('conversation:open', { conversationId: id, since: 0 })
    await ask('note:add', { conversationId: id, clientMessageId: 'canary-note-01', text: `Похоже, это ${CANARY}` })
    const response = await admin.get(`/api/desk/conversations/${id}/export`)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="vis_\w+\.json"$/)
    visitorId = /vis_\w+/.exec(response.headers.get('content-disposition') ?? '')?.[0] ?? ''
    const held = (await response.json()) as {
      conversations: { mail: string; messages: { kind: string; text: string }[]; packet: object }[]
      visits: { kind: string }[]
    }
    expect(held.conversations).toMatchObject([{ mail: 'anna.canary@mail.example', name: CANARY, packet: PACKET }])
    expect(held.conversations[0]?.messages.filter(({ kind }) => kind !== 'event').map(({ text }) => text)).toEqual([
      `Меня зовут ${CANARY}, верните деньги за заказ ${ORDER}`,
      `Похоже, это ${CANARY}`,
    ])
    expect(held.visits).toMatchObject([{ kind: 'escalated' }])
    for (const path of ['export', 'erase']) {
      const refused =
        path === 'export'
          ? await operator.get(`/api/desk/conversations/${id}/export`)
          : await operator.send('POST', `/api/desk/conversations/${id}/erase`, { wholeVisitor: true })
      expect(refused.status).toBe(403)
    }
  })
  it('takes out nothing that is still open', async () => {
    const id = await start('canary-message-2')
    const refused = await admin.send('POST', `/api/desk/conversations/${id}/erase`, { wholeVisitor: false })
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'not_solved' }])
  })
  it('keeps no address of who searches, on the page or in the panel', async () => {
    const headers = { 'x-forwarded-for': ADDRESS }
    await fetch(`${product.helpCentre}/ru/search?q=${encodeURIComponent(`аренда ${CANARY}`)}`, { headers })
    await fetch(`${product.helpCentre}/api/search?site=tropa&locale=ru&q=${encodeURIComponent(`прокат ${CANARY}`)}`, {
      headers,
    })
    const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { readOnly: true })
    const visits = database.prepare('select "visitor", "query" from "visits" where "query" like ?').all(`%${CANARY}%`)
    database.close()
    expect(visits.map(({ visitor }) => String(visitor).split('_')[0])).toEqual(expect.arrayContaining(['stranger']))
    expect(JSON.stringify(visits)).toMatch(/аренда.*прокат|прокат.*аренда/)
    expect(JSON.stringify(visits)).not.toMatch(/203\.0\.113|127\.0\.0\.1|::1|address:/)
  })
  it('leaves no byte of a forgotten person in the data folder', async () => {
    const { items } = (await (await admin.get('/api/desk/conversations?view=waiting')).json()) as {
      items: { id: string }[]
    }
    for (const { id } of items)
      expect(
        await ask('conversation:solve', { conversationId: id, answerId: null, libraryLacksAnswer: true }),
      ).toMatchObject({ ok: true })
    await ask('note:add', {
      conversationId: items[0]?.id,
      clientMessageId: 'canary-note-02',
      text: `${CANARY} просит всё удалить`,
    })
    expect(canaries().join()).toContain(CANARY)
    expect(canaries().join()).toContain(visitorId)
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const gone = new Promise((resolve) => desk.once('conversation:gone', resolve))
    const erased = await admin.send('POST', `/api/desk/conversations/${items[0]?.id}/erase`, { wholeVisitor: true })
    expect(await erased.json()).toMatchObject({ conversations: items.length })
    expect(await gone).toMatchObject({ conversationId: expect.stringMatching(/^cnv_/) })
    expect(
      await ask('note:add', {
        conversationId: items[0]?.id,
        clientMessageId: 'canary-note-03',
        text: `${CANARY} ещё раз`,
      }),
    ).toMatchObject({ ok: false, code: 'not_found' })
    expect((await asVisitor(`/api/conversations/${items[0]?.id}/transcript`)).status).toBe(404)
    expect((await admin.get(`/api/desk/conversations/${items[0]?.id}/export`)).status).toBe(404)
    await expect.poll(canaries, { timeout: 30_000 }).toEqual([])
  })
  it('says afterwards who did it, and shows that the log is whole', async () => {
    await anonymous(product).send('POST', '/api/auth/sign-in/email', {
      email: 'olga@tropa.example',
      password: 'not-the-password',
    })
    const { items, firstBroken } = await audited()
    expect(firstBroken).toBeNull()
    expect(items.map(({ act }) => act)).toEqual([
      'sign_in_failed',
      'conversation_erased',
      'visitor_exported',
      'signed_in',
      'invitation_accepted',
      'invited',
      'signed_in',
    ])
    expect(items[1]).toMatchObject({
      actor: { name: 'Алексей' },
      address: '127.0.0.1',
      object: expect.stringMatching(/^cnv_/),
      detail: { wholeVisitor: true },
    })
    expect(JSON.stringify(items)).not.toContain(CANARY)
    expect((await operator.get('/api/desk/audit')).status).toBe(403)
  })
  it('enters the words an operator adds to answers, and bounds them', async () => {
    const { items } = (await (await admin.get('/api/desk/answers?state=published&perPage=31')).json()) as {
      items: { id: string; question: string }[]
    }
    const add = async (at: number) =>
      (await operator.send('POST', `/api/desk/answers/${items[at]?.id}/phrasings`, { text: `зюзельга номер ${at}` }))
        .status
    expect(await add(0)).toBe(200)
    expect((await audited()).items[0]).toMatchObject({
      act: 'phrasing_added',
      object: items[0]?.id,
      actor: { name: 'Ольга' },
    })
    const statuses: number[] = []
    for (let at = 1; at < 31; at++) statuses.push(await add(at))
    expect(statuses).toEqual([...Array(29).fill(200), 429])
  })
  it.each(['sign-out', 'revoke-other-sessions'])('%s closes the sockets of those sessions at once', async (path) => {
    const [stays, goes] = [await signIn(product, ADMIN), await signIn(product, ADMIN)]
    const socket = await deskSocket(product, goes.cookie)
    const at = performance.now()
    const closed = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
    expect((await (path === 'sign-out' ? goes : stays).send('POST', `/api/auth/${path}`)).status).toBe(200)
    await closed
    // Who is still signed in is looked at every fifteen seconds anyway: this did not wait for that.
    expect(performance.now() - at).toBeLessThan(10_000)
    await expect(deskSocket(product, goes.cookie)).rejects.toMatchObject({ data: { code: 'signed_out' } })
  })
})
