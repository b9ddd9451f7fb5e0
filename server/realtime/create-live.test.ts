import { afterEach, describe, expect, it } from 'vitest'
import type { DeskMember } from '../chat/conversation.ts'
import { aPacket, aSite, type Client, type LiveHouse, openHouse } from './testing/live-fixture.ts'

const olga: DeskMember = { id: 'p_olga', name: 'Ольга', role: 'operator' }
const ivan: DeskMember = { id: 'p_ivan', name: 'Иван', role: 'operator' }
const lena: DeskMember = { id: 'p_lena', name: 'Лена', role: 'lead' }

let house: LiveHouse
afterEach(() => house.close())

const stores = [
  { store: 'sqlite', parts: {} },
  ...(process.env['TEST_DATABASE_URL']
    ? [
        {
          store: 'postgres',
          parts: { databaseUrl: process.env['TEST_DATABASE_URL'], redisUrl: process.env['TEST_REDIS_URL'] },
        },
      ]
    : []),
]

const start = (client: Client, text = 'Где мой заказ?', more: object = {}) =>
  client.ask('conversation:start', { clientMessageId: 'cm_start', text, packet: aPacket, way: 'chat', ...more })
const willing = async (person: DeskMember) => {
  const desk = await house.operator(person)
  await desk.ask('presence:set', { available: true })
  return desk
}

describe.each(stores)('live conversations on $store', ({ parts }) => {
  it('carries a conversation from the queue to solved and rated', async () => {
    house = await openHouse(parts)
    const desk = await willing(olga)
    const visitor = await house.visitor()
    const started = await start(visitor)
    expect(started).toMatchObject({
      ok: true,
      conversation: { state: 'queued', position: 1, lastSeq: 1 },
      messages: [{ seq: 1, text: 'Где мой заказ?' }],
    })
    const { id } = started.conversation
    const offer = await desk.until('offer:made')
    expect(offer.conversation).toMatchObject({ id, question: 'Где мой заказ?', offeredTo: { id: olga.id } })

    expect(await desk.ask('conversation:accept', { conversationId: id })).toMatchObject({
      ok: true,
      conversation: { state: 'active', operator: { id: olga.id } },
    })
    await visitor.until(
      'conversation:changed',
      (fact) => fact.conversation.state === 'active' && fact.conversation.operator.name === 'Ольга',
    )
    expect(
      await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_1', text: 'Сейчас посмотрю' }),
    ).toMatchObject({ ok: true, message: { seq: 3, author: 'operator' } })
    expect((await visitor.until('message:created', (fact) => fact.message.kind === 'text')).message).toMatchObject({
      seq: 3,
      text: 'Сейчас посмотрю',
      authorName: 'Ольга',
    })
    await visitor.ask('message:read', { conversationId: id, seq: 3 })
    expect(await desk.until('read:changed', (fact) => fact.read === 3)).toMatchObject({ delivered: 3 })

    expect(await desk.ask('conversation:solve', { conversationId: id, libraryLacksAnswer: true })).toMatchObject({
      ok: true,
      conversation: { state: 'solved' },
    })
    expect(await visitor.ask('conversation:rate', { conversationId: id, stars: 5 })).toMatchObject({
      ok: true,
      conversation: { rating: 5 },
    })
    await expect.poll(() => house.visits.map((visit) => visit.kind)).toEqual(['escalated', 'no_answer'])
    expect((await house.live.conversationsFor(olga, { view: 'solved', page: 1 })).items).toMatchObject([
      { id, state: 'solved' },
    ])
    expect(await house.live.solvedConversation(olga, id)).toMatchObject({
      state: 'solved',
      visitorWords: ['Где мой заказ?'],
      operatorMessages: ['Сейчас посмотрю'],
    })
  })

  it('I2: stores a resend once and refuses the same id with another text', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const send = (text: string) =>
      visitor.ask('message:send', { conversationId: conversation.id, clientMessageId: 'cm_2', text })
    const first = await send('ещё вопрос')
    expect(await send('ещё вопрос')).toEqual(first)
    expect(await send('другое')).toEqual({ ok: false, code: 'conflict' })
    expect(await start(visitor)).toMatchObject({ ok: true, conversation: { id: conversation.id } })
    expect(await start(visitor, 'другое')).toMatchObject({ ok: false, code: 'conflict' })
    const { messages } = await visitor.ask('conversation:resync', { conversationId: null, since: 0 })
    expect(messages.map((one: { seq: number }) => one.seq)).toEqual([1, 2, 3])
  })

  it('I1: keeps everything over a restart', async () => {
    house = await openHouse(parts)
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const { conversation } = await start(await house.visitor({ token }))
    await house.restart()
    const again = await (await house.visitor({ token })).ask('conversation:resync', { conversationId: null, since: 0 })
    expect(again).toMatchObject({
      ok: true,
      conversation: { id: conversation.id },
      messages: [{ seq: 1 }, { seq: 2, kind: 'event' }],
    })
  })

  it('keeps a message when nobody is there, and says so', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    expect((await visitor.ask('conversation:resync', { conversationId: null, since: 0 })).availability).toMatchObject({
      online: false,
      staffed: false,
      open: true,
    })
    const { conversation, messages } = await start(visitor, 'Никого?', { way: 'message', mail: 'anna@example.com' })
    expect(conversation).toMatchObject({ state: 'waiting', mail: 'anna@example.com' })
    expect(messages[1]).toMatchObject({ kind: 'event', event: { code: 'auto_reply' } })
  })

  it('I6: promises nobody to a visitor whose language nobody here answers in', async () => {
    house = await openHouse(parts)
    await willing(olga)
    await house.live.setOperator(olga.id, { languages: ['ru'] })
    const english = await house.visitor({
      token: house.live.issueVisitor({ site: 'shop', locale: 'en', verified: null }).token,
    })
    expect((await english.ask('conversation:resync', { conversationId: null, since: 0 })).availability).toMatchObject({
      online: false,
      staffed: false,
      open: true,
    })
    expect(await house.live.availability('shop', 'ru')).toMatchObject({ online: true, staffed: true })
    expect(
      await start(english, 'Where is my order?', { packet: { ...aPacket, locale: 'en' }, mail: 'ann@example.com' }),
    ).toMatchObject({ ok: true, conversation: { state: 'waiting' } })
    await house.live.setOperator(olga.id, { languages: ['ru', 'en'] })
    expect(await english.until('availability:changed', (fact) => fact.online)).toMatchObject({ staffed: true })
  })

  it('I7: lets exactly one of two operators win, and none beyond capacity', async () => {
    house = await openHouse(parts)
    const [a, b] = [await willing(olga), await willing(ivan)]
    const { conversation } = await start(await house.visitor())
    const answers = await Promise.all([
      a.ask('conversation:accept', { conversationId: conversation.id }),
      b.ask('conversation:accept', { conversationId: conversation.id }),
    ])
    expect(answers.map((one) => one.ok).sort()).toEqual([false, true])
    expect(answers.find((one) => !one.ok)).toMatchObject({ code: 'taken' })
    await house.live.setOperator(olga.id, { capacity: 0 })
    const other = await start(await house.visitor())
    expect(await a.ask('conversation:accept', { conversationId: other.conversation.id })).toMatchObject({
      ok: false,
      code: 'full',
    })
  })

  it('I6: sets an operator away who does not answer an offer, and asks the next', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    const a = await willing(olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await a.until('offer:made')
    const b = await willing(ivan)
    expect(await a.until('offer:expired')).toEqual({ conversationId: conversation.id, setAway: true })
    expect((await b.until('offer:made')).conversation.id).toBe(conversation.id)
    expect((await a.ask('inbox:resync')).me).toMatchObject({ available: false, setAwayBecause: 'offer_unanswered' })
  })

  it('I7: returns the conversations of a vanished operator to the front with their draft', async () => {
    house = await openHouse({ ...parts, timing: { vanishedMs: 100, steadyMs: 0 } })
    const a = await willing(olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await a.ask('conversation:accept', { conversationId: conversation.id })
    await a.ask('draft:save', { conversationId: conversation.id, text: 'Ваш заказ уже', version: 0 })
    a.socket.disconnect()
    await visitor.until(
      'conversation:changed',
      (fact) =>
        fact.conversation.state === 'queued' && fact.conversation.position === 1 && fact.conversation.lastSeq > 1,
    )
    const b = await willing(ivan)
    await b.until('offer:made')
    expect(await b.ask('conversation:accept', { conversationId: conversation.id })).toMatchObject({
      ok: true,
      conversation: { draft: { text: 'Ваш заказ уже', version: 1 } },
    })
  }, 15_000)

  it('I8: never overwrites a newer draft silently', async () => {
    house = await openHouse(parts)
    const [tab, other] = [await willing(olga), await house.operator(olga)]
    const { conversation } = await start(await house.visitor())
    const save = (client: Client, text: string, version: number) =>
      client.ask('draft:save', { conversationId: conversation.id, text, version })
    expect(await save(tab, 'первый', 0)).toEqual({ ok: true, draft: { text: 'первый', version: 1 } })
    expect(await save(other, 'второй', 0)).toEqual({
      ok: false,
      code: 'draft_conflict',
      draft: { text: 'первый', version: 1 },
    })
    expect(await save(other, 'второй', 1)).toMatchObject({ ok: true })
    expect(await tab.until('draft:changed')).toMatchObject({ draft: { text: 'второй', version: 2 } })
  })

  it('I9: tells nothing to anyone who is not a member', async () => {
    house = await openHouse(parts)
    const a = await willing(olga)
    const b = await house.operator(ivan)
    const stranger = await house.visitor()
    const { conversation } = await start(await house.visitor())
    const { id } = conversation
    await b.ask('conversation:open', { conversationId: id, since: 0 })
    await a.ask('conversation:accept', { conversationId: id })
    await b.until('conversation:gone')
    const sent = await a.ask('message:send', { conversationId: id, clientMessageId: 'cm_secret', text: 'тайна' })
    await a.ask('note:add', { conversationId: id, clientMessageId: 'cm_note', text: 'тайная заметка' })
    for (const [client, event, request] of [
      [b, 'conversation:open', { conversationId: id, since: 0 }],
      [b, 'message:send', { conversationId: id, clientMessageId: 'x1', text: 'x' }],
      [b, 'note:add', { conversationId: id, clientMessageId: 'x2', text: 'x' }],
      [b, 'conversation:solve', { conversationId: id }],
      [b, 'conversation:transfer', { conversationId: id, to: { operatorId: ivan.id }, note: '' }],
      [b, 'draft:save', { conversationId: id, text: 'x', version: 0 }],
      [b, 'message:edit', { conversationId: id, messageId: sent.message.id, text: 'x' }],
      [b, 'message:delete', { conversationId: id, messageId: sent.message.id }],
      [b, 'message:read', { conversationId: id, seq: 1 }],
      [b, 'typing:set', { conversationId: id, typing: true }],
      [b, 'conversation:take-over', { conversationId: id }],
      [b, 'conversation:reopen', { conversationId: id }],
      [stranger, 'conversation:resync', { conversationId: id, since: 0 }],
      [stranger, 'message:send', { conversationId: id, clientMessageId: 'x3', text: 'x' }],
      [stranger, 'message:read', { conversationId: id, seq: 1 }],
      [stranger, 'typing:set', { conversationId: id, typing: true }],
      [stranger, 'conversation:mail-instead', { conversationId: id, mail: 'a@example.com' }],
      [stranger, 'conversation:rate', { conversationId: id, stars: 1 }],
      [stranger, 'conversation:end', { conversationId: id }],
    ] as const) {
      expect(await client.ask(event, request), event).toMatchObject({ ok: false, code: 'not_found' })
    }
    expect(await house.live.detail(ivan, id)).toBeNull()
    expect(await house.live.detail(lena, id)).toMatchObject({ id })
    expect(JSON.stringify([b.heard, stranger.heard])).not.toContain('тайна')
  })

  it('queues a waiting conversation once a person is there and is asked for', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    expect((await start(visitor)).conversation.state).toBe('waiting')
    const desk = await willing(olga)
    const again = await visitor.ask('conversation:start', {
      clientMessageId: 'cm_again',
      text: 'А теперь?',
      packet: aPacket,
      way: 'chat',
    })
    expect(again).toMatchObject({ ok: true, conversation: { state: 'queued' } })
    await desk.until('offer:made')
  })

  it('passes a conversation on to a colleague with room, and to a group by way of the queue', async () => {
    house = await openHouse(parts)
    const a = await willing(olga)
    const b = await house.operator(ivan)
    const { conversation } = await start(await house.visitor())
    const { id } = conversation
    await a.ask('conversation:accept', { conversationId: id })
    expect(
      await a.ask('conversation:transfer', { conversationId: id, to: { operatorId: ivan.id }, note: 'ждёт возврат' }),
    ).toMatchObject({ ok: true, conversation: { operator: { id: ivan.id } } })
    const opened = await b.ask('conversation:open', { conversationId: id, since: 0 })
    expect(opened.messages).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'note', text: 'ждёт возврат' })]),
    )
    await house.live.setOperator(olga.id, { skills: ['returns'] })
    expect(
      await b.ask('conversation:transfer', { conversationId: id, to: { group: 'returns' }, note: '' }),
    ).toMatchObject({ ok: true, conversation: { state: 'queued', position: 1 } })
    await a.until('offer:made', (fact) => fact.conversation.id === id)
    expect(await b.ask('conversation:accept', { conversationId: id })).toMatchObject({ ok: true })
    const gone = await b.ask('conversation:transfer', {
      conversationId: id,
      to: { operatorId: lena.id },
      note: 'не должно остаться',
    })
    expect(gone).toMatchObject({ ok: false, code: 'not_found' })
    const lead = await house.operator(lena)
    lead.socket.disconnect()
    const lenaHere = async () =>
      (await b.ask('inbox:resync')).operators.find((one: { id: string }) => one.id === lena.id)?.connected
    await expect.poll(lenaHere).toBe(false)
    expect(
      await b.ask('conversation:transfer', {
        conversationId: id,
        to: { operatorId: lena.id },
        note: 'не должно остаться',
      }),
    ).toMatchObject({ ok: false, code: 'away' })
    await house.live.setOperator(olga.id, { capacity: 0 })
    const full = await b.ask('conversation:transfer', {
      conversationId: id,
      to: { operatorId: olga.id },
      note: 'не должно остаться',
    })
    expect(full).toMatchObject({ ok: false, code: 'full' })
    const { messages } = await b.ask('conversation:open', { conversationId: id, since: 0 })
    expect(JSON.stringify(messages)).not.toContain('не должно остаться')
  })

  it('keeps what an edited or deleted message said, and shows the visitor the change', async () => {
    house = await openHouse(parts)
    const desk = await willing(olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const { id } = conversation
    await desk.ask('conversation:accept', { conversationId: id })
    const sent = await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_1', text: 'Завтро' })
    expect(
      await desk.ask('message:edit', { conversationId: id, messageId: sent.message.id, text: 'Завтра' }),
    ).toMatchObject({ ok: true, message: { text: 'Завтра' } })
    expect((await visitor.until('message:changed')).message).toMatchObject({ seq: sent.message.seq, text: 'Завтра' })
    // I2: a late resend of the first words is still the same message.
    expect(
      await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_1', text: 'Завтро' }),
    ).toMatchObject({ ok: true, message: { seq: sent.message.seq } })
    expect(await desk.ask('message:delete', { conversationId: id, messageId: sent.message.id })).toMatchObject({
      ok: true,
      message: { text: '' },
    })
    expect(
      await visitor.ask('message:send', { conversationId: id, clientMessageId: 'cm_v', text: 'ясно' }),
    ).toMatchObject({ ok: true })
  })

  it('knows which templates are inserted most', async () => {
    house = await openHouse(parts)
    const desk = await willing(olga)
    const { conversation } = await start(await house.visitor())
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    const inserts = ['ans_once', 'ans_often', null, 'ans_often']
    for (const [n, template] of inserts.entries()) {
      await desk.ask('message:send', {
        conversationId: conversation.id,
        clientMessageId: `cm_${n}`,
        text: 'текст',
        template: template && { id: template, edited: n > 1 },
      })
    }
    expect(await house.live.templatesUsed()).toEqual(['ans_often', 'ans_once'])
  })

  it('raises what misses its target to the lead', async () => {
    house = await openHouse({ ...parts, site: aSite({ targets: { firstResponseMinutes: 0, replyMinutes: 0 } }) })
    const [lead, desk] = [await house.operator(lena), await willing(olga)]
    await start(await house.visitor())
    expect(
      (
        await lead.until('notices:changed', (fact) =>
          fact.notices.some((one: { code: string }) => one.code === 'target_missed'),
        )
      ).notices,
    ).toMatchObject([{ values: { count: 1 } }])
    expect(
      (await desk.until('conversation:changed', (fact) => fact.conversation.due?.level === 'missed')).conversation.due
        .level,
    ).toBe('missed')
    expect(JSON.stringify(desk.heard.filter((one) => one.event === 'notices:changed'))).not.toContain('target_missed')
  }, 20_000)

  it('shows a lead who waits, who is here, what is late, and how long answers took', async () => {
    house = await openHouse({ ...parts, site: aSite({ targets: { firstResponseMinutes: 0, replyMinutes: 10 } }) })
    const desk = await house.operator(olga)
    const { conversation } = await start(await house.visitor())
    await house.live.setOperator(olga.id, { skills: ['returns'] })
    const before = await house.live.nowFigures('shop')
    expect(before).toMatchObject({
      open: true,
      waiting: 0,
      byMail: 1,
      operators: [{ name: 'Ольга', connected: true, available: false, active: 0, skills: ['returns'] }],
      groups: [
        { name: 'returns', active: 0, waiting: 0, waitingSince: null, expectedWaitMs: null, available: 0, free: 0 },
      ],
      due: [{ id: conversation.id, due: { level: 'missed' } }],
    })
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await desk.ask('message:send', { conversationId: conversation.id, clientMessageId: 'cm_first', text: 'Уже в пути' })
    expect(await house.live.nowFigures('shop')).toMatchObject({
      byMail: 0,
      due: [],
      groups: [{ expectedWaitMs: 0, available: 1, free: 4 }],
    })
    const first = async () =>
      (await house.live.responseFigures('shop', '')).find((one) => one.kind === 'first_response')
    await expect.poll(first).toMatchObject({
      count: 1,
      targetMs: 0,
      withinTarget: 0,
      slowest: [{ conversation: conversation.id, question: 'Где мой заказ?', operator: 'Ольга' }],
    })
  })

  it('asks about a conversation of higher priority first, and shows both their places', async () => {
    house = await openHouse(parts)
    const desk = await willing(olga)
    await house.live.setOperator(olga.id, { capacity: 1 })
    const [busy, first, second] = [await house.visitor(), await house.visitor(), await house.visitor()]
    const { conversation: held } = await start(busy)
    await desk.ask('conversation:accept', { conversationId: held.id })
    const { conversation: early } = await start(first)
    const { conversation: late } = await start(second)
    expect(await desk.ask('conversation:prioritize', { conversationId: late.id, priority: 1 })).toMatchObject({
      ok: true,
      conversation: { priority: 1, position: 1 },
    })
    await second.until(
      'conversation:changed',
      (fact) => fact.conversation.id === late.id && fact.conversation.position === 1,
    )
    await first.until(
      'conversation:changed',
      (fact) => fact.conversation.id === early.id && fact.conversation.position === 2,
    )
    await desk.ask('conversation:solve', { conversationId: held.id })
    expect((await desk.until('offer:made', (fact) => fact.conversation.id !== held.id)).conversation.id).toBe(late.id)
  })

  it('asks whom a returning visitor spoke with before, although somebody else has less to do', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const desk = await willing(olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await desk.ask('conversation:solve', { conversationId: conversation.id })
    const other = await house.visitor()
    const { conversation: more } = await start(other)
    await desk.ask('conversation:accept', { conversationId: more.id })
    await willing(ivan)
    await visitor.ask('conversation:start', {
      clientMessageId: 'cm_again',
      text: 'Ещё вопрос',
      packet: aPacket,
      way: 'chat',
    })
    expect(await desk.until('offer:made', (fact) => fact.conversation.question === 'Ещё вопрос')).toMatchObject({
      conversation: { offeredTo: { id: olga.id } },
    })
  })

  it('I6: offers nobody who answers for another site only', async () => {
    house = await openHouse(parts)
    await willing(olga)
    await house.live.setOperator(olga.id, { sites: ['another'] })
    const visitor = await house.visitor()
    expect((await visitor.ask('conversation:resync', { conversationId: null, since: 0 })).availability).toMatchObject({
      online: false,
      staffed: false,
    })
    expect(await start(visitor)).toMatchObject({ ok: true, conversation: { state: 'waiting', position: null } })
  })

  it('lets a lead take over, and the visitor see who answers', async () => {
    house = await openHouse(parts)
    const a = await willing(olga)
    const lead = await house.operator(lena)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await a.ask('conversation:accept', { conversationId: conversation.id })
    expect(await lead.ask('conversation:take-over', { conversationId: conversation.id })).toMatchObject({
      ok: true,
      conversation: { operator: { id: lena.id } },
    })
    await a.until('conversation:gone')
    await visitor.until('conversation:changed', (fact) => fact.conversation.operator?.name === 'Лена')
    expect(
      await a.ask('message:send', { conversationId: conversation.id, clientMessageId: 'late', text: 'x' }),
    ).toMatchObject({ ok: false, code: 'not_allowed' })
  })

  it('refuses strangers at the door, by code', async () => {
    house = await openHouse(parts)
    await expect(house.visitor({ token: 'v1.forged.token' })).rejects.toMatchObject({ code: 'signed_out' })
    await expect(house.visitor({ protocol: 99 })).rejects.toMatchObject({ code: 'version_unsupported' })
    await expect(house.visitor({ headers: { origin: 'https://evil.example' } })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await house.visitor({ headers: { origin: 'http://shop.test' } })
    await expect(house.operator(null)).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('leaves plain requests to the application', async () => {
    house = await openHouse(parts)
    expect((await fetch(`${house.url}/api/live/?EIO=4&transport=polling`)).status).toBe(404)
  })

  it('ends the live connections of a revoked person', async () => {
    house = await openHouse(parts)
    const desk = await willing(olga)
    const ended = new Promise((resolve) => desk.socket.on('disconnect', resolve))
    await house.live.revokeSessions(olga.id)
    await ended
    await expect.poll(async () => (await house.live.availability('shop', 'ru')).staffed).toBe(false)
  })

  it('answers malformed, oversized and too frequent requests by code', async () => {
    house = await openHouse({ ...parts, limits: { messagesAtOnce: 3 } })
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const send = (text: unknown, n: number) =>
      visitor.ask('message:send', { conversationId: conversation.id, clientMessageId: `cm_${n}`, text })
    expect(await send({ $ne: 1 }, 0)).toEqual({ ok: false, code: 'invalid' })
    expect(await send('\ud800', 0)).toEqual({ ok: false, code: 'invalid' })
    expect(await send('я'.repeat(32 * 1024 + 1), 0)).toEqual({ ok: false, code: 'too_long' })
    expect(await send('я'.repeat(32 * 1024), 1)).toMatchObject({ ok: true })
    await send('b', 2)
    await send('c', 3)
    const refused = await send('d', 4)
    expect(refused).toMatchObject({ ok: false, code: 'too_many' })
    expect(refused.retryAfterMs).toBeGreaterThan(0)
  })
})
