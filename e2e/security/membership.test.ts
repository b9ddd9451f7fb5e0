import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, deskSocket, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'

const SECRET = 'волчанка'
const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

describe('what was said in a conversation that somebody else has solved', () => {
  let product: Product
  let admin: DeskClient
  let operator: DeskClient
  let sockets: Record<'admin' | 'operator', Socket>
  let solved = ''
  let later = ''

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    operator = await addPerson(product, admin, { email: 'olga@tropa.example', name: 'Ольга', role: 'operator' })
    const made = await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })
    const { token } = (await made.json()) as { token: string }
    const start = async (clientMessageId: string, text: string) => {
      const started = await fetch(`${product.helpCentre}/api/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ clientMessageId, text, name: null, mail: 'ivan@mail.example', packet: PACKET }),
      })
      return ((await started.json()) as { conversation: { id: string } }).conversation.id
    }
    sockets = { admin: await deskSocket(product, admin.cookie), operator: await deskSocket(product, operator.cookie) }
    await ask('admin', 'presence:set', { available: true })
    solved = await start('cm_first', `у меня ${SECRET}, можно ли с ней в палатке зимой, Иван Петров`)
    expect(await ask('admin', 'conversation:accept', { conversationId: solved })).toMatchObject({ ok: true })
    const said = { conversationId: solved, clientMessageId: 'cm_answer', text: 'Спросите врача.' }
    expect(await ask('admin', 'message:send', said)).toMatchObject({ ok: true })
    expect(
      await ask('admin', 'conversation:solve', { conversationId: solved, libraryLacksAnswer: true }),
    ).toMatchObject({ ok: true })
    later = await start('cm_second', 'Где мой заказ?')
  })
  afterAll(async () => {
    for (const one of Object.values(sockets ?? {})) one.disconnect()
    await product?.stop()
  })

  const ask = (who: 'admin' | 'operator', event: string, request: object) =>
    sockets[who].timeout(30_000).emitWithAck(event, request)

  it('is a gap for a lead, and not for an operator who was not in it', async () => {
    const gaps = async (who: DeskClient) => (await who.get('/api/desk/gaps?days=28')).text()
    await expect.poll(() => gaps(admin), { timeout: 30_000 }).toContain(SECRET)
    expect(await gaps(admin)).toContain(solved)
    expect(await gaps(operator)).not.toMatch(new RegExp(`${SECRET}|${solved}|Петров`))
  })
  it('is not listed a hundred at a time: each gap is looked up in the library', async () => {
    expect([
      (await admin.get('/api/desk/gaps?perPage=50')).status,
      (await admin.get('/api/desk/gaps?perPage=51')).status,
    ]).toEqual([200, 422])
  })

  it('is no earlier conversation for them when the visitor writes again', async () => {
    const opened = await ask('operator', 'conversation:open', { conversationId: later, since: 0 })
    expect(opened).toMatchObject({ ok: true, conversation: { id: later, earlier: [] } })
    expect(JSON.stringify(opened)).not.toContain(SECRET)
    expect(await ask('admin', 'conversation:open', { conversationId: later, since: 0 })).toMatchObject({
      conversation: { earlier: [{ id: solved }] },
    })
  })

  it('is found, opened, promoted and told by nothing they may ask', async () => {
    const query = encodeURIComponent(SECRET)
    const found = async (who: DeskClient) => (await who.get(`/api/desk/conversations?view=all&q=${query}`)).text()
    await expect.poll(() => found(admin), { timeout: 30_000 }).toContain(solved)
    expect(await found(operator)).not.toContain(solved)
    expect(await (await operator.get('/api/desk/conversations?view=solved')).text()).not.toContain(SECRET)
    for (const event of ['conversation:open', 'conversation:reopen', 'conversation:take-over'])
      expect(await ask('operator', event, { conversationId: solved, since: 0 }), event).toMatchObject({ ok: false })
    const prepared = await operator.send('POST', '/api/desk/promotions/prepare', { conversationId: solved })
    expect(prepared.status).toBe(404)
    const templates = await operator.get(`/api/desk/templates?conversationId=${solved}`)
    expect(await templates.text()).not.toContain(SECRET)
  })
})
