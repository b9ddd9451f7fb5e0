import { afterEach, describe, expect, it } from 'vitest'
import type { StartConversationRequest } from '#protocol'
import { letterOf } from '../../mail/testing/letter-of.ts'
import { replyAddresses } from '../../mail/reply-address.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, aSite, type Client, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
const wish = (over: object = {}) => ({
  by: ['visitor' as const],
  scope: 'chat' as const,
  reason: 'Ругается',
  until: inDays(3),
  close: false,
  ...over,
})
const tokenOf = (verified: { id: string; name: null; mail: null } | null = null) =>
  house.live.issueVisitor({ site: 'shop', locale: 'ru', verified }).token
const form = (text: string, n: number, over: object = {}): StartConversationRequest => ({
  clientMessageId: `cm_form_${n}`,
  text,
  mail: null,
  packet: aPacket,
  ...over,
})
const ADDRESS = '203.0.113.7'
const visitor = (token: string) => {
  const known = house.live.visitorOf(token)
  if (!known) throw new Error('no visitor')
  return known
}
const say = (client: Client, conversationId: string, n: number) =>
  client.ask('message:send', { conversationId, clientMessageId: `cm_more_${n}`, text: 'Ещё' })

describe.each(stores)('keeping a visitor out, on $store', ({ parts }) => {
  it('takes nothing of theirs by chat, form or file, says why, and lets the next one at the same address in', async () => {
    house = await openHouse(parts)
    const token = tokenOf()
    const client = await house.visitor({ token })
    const { conversation } = await start(client)
    expect(await house.live.block(lena, conversation.id, wish())).toMatchObject({ ok: true })
    expect(await say(client, conversation.id, 1)).toMatchObject({ ok: false, code: 'blocked' })
    expect(await start(client, 'Снова', { clientMessageId: 'cm_again' })).toMatchObject({ ok: false, code: 'blocked' })
    expect(await client.ask('conversation:resync', { conversationId: conversation.id, since: 0 })).toMatchObject({
      ok: true,
    })
    expect(await house.live.startByForm(visitor(token), form('Письмо', 1), ADDRESS)).toMatchObject({ code: 'blocked' })
    const file = { id: `fil_${'0'.repeat(31)}`, name: 'a.txt', size: 1, body: (async function* () {})() }
    expect(await house.live.takeFile({ visitor: visitor(token) }, file)).toMatchObject({ code: 'blocked' })
    const other = await house.visitor()
    expect(await start(other)).toMatchObject({ ok: true })
  })

  it('of everything ends their connection and opens none, and their votes count no more', async () => {
    house = await openHouse(parts)
    const token = tokenOf()
    const client = await house.visitor({ token })
    const { conversation } = await start(client)
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
    await house.live.block(lena, conversation.id, wish({ scope: 'everything', until: null }))
    await gone
    await expect(house.visitor({ token })).rejects.toMatchObject({ code: 'blocked' })
    expect(await house.live.isKeptOut('shop', visitor(token), ADDRESS)).toBe(true)
    expect(await house.live.isKeptOut('shop', visitor(tokenOf()), ADDRESS)).toBe(false)
  })

  it('knows a customer on every device by the id the shop vouches for', async () => {
    house = await openHouse(parts)
    const vouched = { id: '4711', name: null, mail: null }
    const client = await house.visitor({ token: tokenOf(vouched) })
    const { conversation } = await start(client)
    expect(await house.live.blockPreview(lena, conversation.id)).toMatchObject({
      kinds: ['visitor', 'verified', 'address', 'subnet', 'country'].map((kind) => ({ kind })),
    })
    await house.live.block(lena, conversation.id, wish({ by: ['verified'] }))
    expect(await start(await house.visitor({ token: tokenOf(vouched) }))).toMatchObject({ code: 'blocked' })
    expect(await start(await house.visitor({ token: tokenOf({ ...vouched, id: '4712' }) }))).toMatchObject({ ok: true })
  })

  it('counts whom else an address would keep out, and keeps out nobody the shop vouches for', async () => {
    house = await openHouse(parts)
    const { conversation } = await start(await house.visitor())
    await start(await house.visitor())
    await house.visitor()
    const { kinds } = (await house.live.blockPreview(lena, conversation.id)) ?? { kinds: [] }
    expect(kinds).toEqual([
      { kind: 'visitor', others: 0 },
      { kind: 'address', others: 2 },
      { kind: 'subnet', others: 2 },
      // Only whoever wrote has told which clock they have.
      { kind: 'country', others: 1 },
    ])
    await house.live.block(lena, conversation.id, wish({ by: ['subnet'] }))
    expect(await start(await house.visitor())).toMatchObject({ code: 'blocked' })
    const customer = await house.visitor({ token: tokenOf({ id: '7', name: null, mail: null }) })
    expect(await start(customer)).toMatchObject({ ok: true })
  })

  it('of a country keeps new conversations out by the clock, else by the address, until it is lifted', async () => {
    let asked = 0
    const places = {
      of: async () => {
        asked++
        return { country: 'RU', city: null }
      },
    }
    house = await openHouse({ ...parts, places, addressOf: () => ADDRESS })
    const [first, talking] = [await house.visitor(), await house.visitor()]
    const { conversation } = await start(first)
    const running = await start(talking)
    expect(await house.live.blockPreview(lena, conversation.id)).toMatchObject({ country: 'RU' })
    const country = wish({ by: ['country'] })
    expect(await house.live.block(olga, conversation.id, country)).toMatchObject({ code: 'not_allowed' })
    const made = await house.live.block(lena, conversation.id, country)
    if (!made.ok) throw new Error(made.code)
    const from = async (timeZone: string, token = tokenOf()) =>
      start(await house.visitor({ token }), 'Где заказ?', { packet: { ...aPacket, timeZone } })
    expect(await from('Asia/Yekaterinburg')).toMatchObject({ ok: false, code: 'blocked' })
    expect(await from('Asia/Tokyo')).toMatchObject({ ok: true })
    expect(asked).toBe(0)
    expect(await from('UTC')).toMatchObject({ code: 'blocked' })
    expect(asked).toBe(1)
    expect(await from('Europe/Moscow', tokenOf({ id: '7', name: null, mail: null }))).toMatchObject({ ok: true })
    expect(await house.live.startByForm(visitor(tokenOf()), form('Письмо', 1), ADDRESS)).toMatchObject({
      code: 'blocked',
    })
    // Whoever talks already may finish, and whoever comes may read.
    expect(await say(talking, running.conversation.id, 1)).toMatchObject({ ok: true })
    expect(await house.live.isKeptOut('shop', null, ADDRESS)).toBe(false)
    const { items } = await house.live.blocks('shop', { active: true, page: 1, perPage: 10 })
    expect(items).toMatchObject([{ kinds: ['country'], country: 'RU' }])
    await house.live.liftBlock(lena, 'shop', made.id)
    expect(await from('Europe/Moscow')).toMatchObject({ ok: true })
  })

  it('ends the conversation with it where that is wished, and says so in it', async () => {
    house = await openHouse(parts)
    const client = await house.visitor()
    const { conversation } = await start(client)
    await house.live.block(lena, conversation.id, wish({ close: true, until: null }))
    const fact = await client.until('message:created', ({ message }) => message.event?.code === 'blocked')
    expect(fact.message).toMatchObject({ author: 'system', event: { values: { until: '' } } })
    expect(await house.live.detail(lena, conversation.id)).toMatchObject({ state: 'solved' })
  })

  it('lets an operator do it for a week and for the visitor alone, and lift their own', async () => {
    house = await openHouse(parts)
    const { conversation } = await start(await house.visitor())
    const { id } = conversation
    for (const over of [{ until: null }, { until: inDays(8) }, { scope: 'everything' }, { by: ['visitor', 'address'] }])
      expect(await house.live.block(olga, id, wish(over))).toMatchObject({ ok: false, code: 'not_allowed' })
    expect(await house.live.block(olga, id, wish({ until: inDays(-1) }))).toMatchObject({ code: 'invalid' })
    expect(await house.live.block(olga, id, wish({ by: ['verified'] }))).toMatchObject({ code: 'invalid' })
    const made = await house.live.block(olga, id, wish())
    if (!made.ok) throw new Error(made.code)
    expect(await house.live.liftBlock(ivan, 'shop', made.id)).toMatchObject({ code: 'not_allowed' })
    expect(await house.live.liftBlock(lena, 'other', made.id)).toMatchObject({ code: 'not_found' })
    expect(await house.live.liftBlock(olga, 'shop', made.id)).toMatchObject({ ok: true })
    expect(await house.live.liftBlock(olga, 'shop', made.id)).toMatchObject({ ok: true })
    const page = { page: 1, perPage: 10 }
    expect(await house.live.blocks('shop', { active: true, ...page })).toMatchObject({ items: [], total: 0 })
    expect(await house.live.blocks('shop', { active: false, ...page })).toMatchObject({
      items: [{ kinds: ['visitor'], by: { name: 'Ольга' }, liftedBy: 'Ольга', active: false, reason: 'Ругается' }],
    })
    expect(await house.live.blocks('other', { active: false, ...page })).toMatchObject({ total: 0 })
  })

  it('keeps digests that name nobody, and after an erasure no word about them', async () => {
    house = await openHouse(parts)
    const client = await house.visitor()
    const { conversation } = await start(client)
    await house.live.block(lena, conversation.id, wish({ by: ['visitor', 'address'], close: true }))
    expect(await house.live.erase(lena, conversation.id, true)).toMatchObject({ ok: true })
    const { items } = await house.live.blocks('shop', { active: true, page: 1, perPage: 10 })
    expect(items).toMatchObject([{ reason: '', conversationId: null, kinds: ['visitor', 'address'] }])
    expect(await start(client, 'Снова', { clientMessageId: 'cm_anew' })).toMatchObject({ code: 'blocked' })
  })

  it('counts marks per visitor', async () => {
    house = await openHouse(parts)
    const client = await house.visitor()
    const a = await willing(house, olga)
    const { conversation } = await start(client)
    expect(await house.live.markConversation(ivan, conversation.id, 'abuse')).toMatchObject({ ok: true })
    await a.ask('conversation:accept', { conversationId: conversation.id })
    expect(await house.live.markConversation(ivan, conversation.id, null)).toMatchObject({ code: 'not_found' })
    expect(await house.live.blockPreview(olga, conversation.id)).toMatchObject({ marks: { off_topic: 0, abuse: 1 } })
    expect(await house.live.blockPreview(ivan, conversation.id)).toBeNull()
    expect(await house.live.detail(olga, conversation.id)).toMatchObject({ mark: 'abuse' })
  })
})

describe('what is looked at before it reaches anybody', () => {
  const guard = { words: ['казино', 'crypto*'], links: true, flood: 3, repeats: 2 }
  const held = async () => (await house.live.conversationsFor(lena, { view: 'held', page: 1 })).items
  const waiting = async () => (await house.live.conversationsFor(lena, { view: 'waiting', page: 1 })).items
  const leave = async (text: string, n: number, address: string) => {
    const taken = await house.live.startByForm(visitor(tokenOf()), form(text, n), address)
    if (!taken.ok) throw new Error(taken.code)
    return taken
  }

  it('is nothing until the shop wishes it', async () => {
    house = await openHouse()
    await leave('Казино тут: https://casino.example', 1, ADDRESS)
    expect(await held()).toEqual([])
    expect(await waiting()).toHaveLength(1)
  })

  it('is listed words, links elsewhere, floods and repetitions; it is held, not lost, and takes nobody’s time', async () => {
    house = await openHouse({ site: aSite({ guard }) })
    const desk = await willing(house, olga)
    const started = await start(await house.visitor(), 'Лучшее КАЗИНО города')
    expect(started).toMatchObject({ ok: true, conversation: { state: 'waiting' } })
    expect(started.messages.at(-1)).toMatchObject({ event: { code: 'held' } })
    await leave('Заработок на cryptobot, подробности у меня', 1, '198.51.100.1')
    await leave('Смотрите www.casino.example/bonus', 2, '198.51.100.2')
    await leave('Фото на https://shop.test/p/1, подойдёт?', 3, '198.51.100.3')
    await leave('Подскажите, пожалуйста, про доставку в Омск', 4, '198.51.100.4')
    await leave('подскажите пожалуйста про доставку в омск!', 5, '198.51.100.5')
    await leave('Здравствуйте', 6, '198.51.100.6')
    await leave('Здравствуйте', 7, '198.51.100.7')
    for (const n of [8, 9, 10]) await leave(`Вопрос номер ${n}`, n, '198.51.100.8')
    expect((await held()).map((one) => one.held).sort()).toEqual(['flood', 'links', 'repeated', 'words', 'words'])
    expect(await waiting()).toHaveLength(6)
    expect(desk.heard.filter(({ event }) => event === 'offer:made')).toEqual([])
    expect(await desk.ask('inbox:resync')).toMatchObject({ byMail: 6, queue: [] })
  })

  it('goes to the queue once it was let through, and away without a word once it was put aside', async () => {
    house = await openHouse({ site: aSite({ guard }) })
    const first = await leave('Казино', 1, '198.51.100.1')
    const second = await leave('Казино', 2, '198.51.100.2')
    const more = { clientMessageId: 'cm_more', text: 'Ау?', packet: aPacket, mail: null }
    expect(await house.live.judgeHeld(olga, first.conversation.id, true)).toMatchObject({ ok: true })
    expect(await house.live.judgeHeld(olga, first.conversation.id, false)).toMatchObject({ code: 'conflict' })
    expect(await house.live.judgeHeld(olga, second.conversation.id, false)).toMatchObject({ ok: true })
    expect(await house.live.judgeHeld(olga, 'cnv_none', true)).toMatchObject({ code: 'not_found' })
    expect(more).toBeDefined()
    expect(await held()).toEqual([])
    expect((await waiting()).map(({ id }) => id)).toEqual([first.conversation.id])
    expect(await house.live.detail(olga, second.conversation.id)).toMatchObject({ state: 'solved' })
  })

  it('waits for nobody however much more is written in it', async () => {
    house = await openHouse({ site: aSite({ guard }) })
    const client = await house.visitor()
    const { conversation } = await start(client, 'Казино')
    expect(await say(client, conversation.id, 1)).toMatchObject({ ok: true })
    expect(await start(client, 'Ещё раз', { clientMessageId: 'cm_second' })).toMatchObject({ ok: true })
    expect(await (await willing(house, olga)).ask('inbox:resync')).toMatchObject({ byMail: 0, queue: [] })
    expect((await held()).map(({ id }) => id)).toEqual([conversation.id])
  })
})

describe('a letter of somebody who is kept out', () => {
  const secret = 'a'.repeat(64)
  const letter = (to: string, n: number) =>
    letterOf(
      `From: anna@example.com\r\nTo: <${to}>\r\nMessage-ID: <b${n}@example.com>\r\nSubject: Re: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nI am back`,
    )
  it('is kept where it belongs, and nobody is asked to answer it', async () => {
    house = await openHouse({
      smtpUrl: 'smtp://127.0.0.1:9',
      mailFrom: { name: null, address: 'help@shop.test' },
      secrets: [secret],
    })
    const left = await house.live.startByForm(
      visitor(tokenOf()),
      form('Когда придёт заказ?', 1, { mail: 'anna@example.com' }),
      ADDRESS,
    )
    if (!left.ok) throw new Error(left.code)
    const { id } = left.conversation
    const addresses = replyAddresses('help@shop.test', [secret])
    await house.inFile((sqlite) =>
      sqlite.prepare('insert into "replyKeys" values (?, ?)').run(addresses.keyFor(id), id),
    )
    await house.live.block(lena, id, wish({ by: ['visitor', 'mailbox'], close: true }))
    expect(await house.live.receiveMail(letter(addresses.addressFor(id), 1))).toMatchObject({ ok: true })
    expect(await house.live.detail(lena, id)).toMatchObject({ state: 'solved' })
    const desk = await house.operator(lena)
    const { messages } = await desk.ask('conversation:open', { conversationId: id, since: 0 })
    expect(messages.at(-1)).toMatchObject({ kind: 'note', text: 'I am back', event: { code: 'letter_from_blocked' } })
    expect(await house.live.receiveMail(letter('help@shop.test', 2))).toMatchObject({ ok: true })
    const { items } = await house.live.conversationsFor(lena, { view: 'held', page: 1 })
    expect(items).toMatchObject([{ held: 'blocked', question: expect.stringContaining('I am back') }])
  })
})
