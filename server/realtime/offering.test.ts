import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores, willing } from './testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from './testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const change = (at: LiveHouse, statement: string) =>
  at.database.pool ? at.database.pool.query(statement) : at.inFile((sqlite) => sqlite.exec(statement))
const longAgo = (at: LiveHouse, id: string) =>
  change(at, `update "conversations" set "visitorLeftAt" = '2026-01-01T00:00:00.000Z' where "id" = '${id}'`)

describe.each(stores)('who is asked, and who answers, on $store', ({ parts }) => {
  it('I6: promises nobody to a visitor whose language nobody here answers in', async () => {
    house = await openHouse(parts)
    await willing(house, olga)
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
    const [a, b] = [await willing(house, olga), await willing(house, ivan)]
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

  it('I6: asks the next when an offer lapses, and sets away who lets two in a row pass', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    const a = await willing(house, olga)
    const { conversation } = await start(await house.visitor())
    await a.until('offer:made')
    const b = await willing(house, ivan)
    expect(await a.until('offer:expired')).toEqual({ conversationId: conversation.id, setAway: false })
    expect((await a.ask('inbox:resync')).me).toMatchObject({ available: true, setAwayBecause: null })
    expect((await b.until('offer:made')).conversation.id).toBe(conversation.id)
    expect(await a.until('offer:expired', (fact) => fact.setAway)).toMatchObject({ conversationId: conversation.id })
    expect((await a.ask('inbox:resync')).me).toMatchObject({ available: false, setAwayBecause: 'offer_unanswered' })
  })

  it('makes one offer at a time, and the next once it is answered', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const a = await willing(house, olga)
    const [first, second] = [await start(await house.visitor()), await start(await house.visitor(), 'И мой?')]
    await a.until('offer:made', (fact) => fact.conversation.id === first.conversation.id)
    await expect.poll(async () => (await house.live.availability('shop', 'ru')).waiting).toBe(2)
    const offers = () =>
      new Set(a.heard.filter((one) => one.event === 'offer:made').map((one) => one.fact.conversation.id))
    expect([...offers()]).toEqual([first.conversation.id])
    await a.ask('conversation:accept', { conversationId: first.conversation.id })
    await a.until('offer:made', (fact) => fact.conversation.id === second.conversation.id)
  })

  it('gives an offer the time its site gives', async () => {
    house = await openHouse({ ...parts, site: aSite({ offers: { seconds: 90, byMail: false } }) })
    const a = await willing(house, olga)
    await start(await house.visitor())
    expect((await a.until('offer:made')).untilMs).toBeGreaterThan(60_000)
  })

  it('offers who began when nobody was there as soon as somebody comes, at the place they have had', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    expect(conversation.state).toBe('waiting')
    const a = await willing(house, olga)
    expect((await a.until('offer:made')).conversation.id).toBe(conversation.id)
    await visitor.until('conversation:changed', (fact) => fact.conversation.state === 'queued')
    const later = await start(await house.visitor(), 'Потом')
    expect(later.conversation.position).toBe(2)
  })

  it('counts nobody who has left among those before, and offers them after who is there', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const a = await willing(house, olga)
    await house.live.setOperator(olga.id, { capacity: 0 })
    const gone = await house.visitor()
    const { conversation: left } = await start(gone)
    gone.socket.disconnect()
    await expect.poll(async () => (await house.live.detail(lena, left.id))?.visitor.online).toBe(false)
    await longAgo(house, left.id)
    const here = await house.visitor()
    const { conversation } = await start(here, 'Я здесь')
    expect(conversation.position).toBe(1)
    expect((await house.live.availability('shop', 'ru')).waiting).toBe(1)
    await house.live.setOperator(olga.id, { capacity: 5 })
    expect((await a.until('offer:made')).conversation.id).toBe(conversation.id)
  })

  it('offers what was left by mail where the lead wants it, once nobody waits in the chat', async () => {
    for (const byMail of [false, true]) {
      house = await openHouse({
        ...parts,
        timing: { offerMs: 60_000 },
        site: aSite({ offers: { seconds: 20, byMail } }),
      })
      const left = await house.live.startByForm(
        { visitorId: 'vis_form', site: 'shop', locale: 'ru', verified: null },
        { clientMessageId: 'cm_form', text: 'Письмом', mail: 'anna@example.com', packet: aPacket },
        null,
      )
      if (!left.ok) throw new Error(left.code)
      const a = await willing(house, olga)
      const chat = await start(await house.visitor())
      await a.until('offer:made', (fact) => fact.conversation.id === chat.conversation.id || byMail)
      const state = async () => (await house.live.detail(lena, left.conversation.id))?.state
      if (byMail) {
        await a.ask('conversation:accept', { conversationId: chat.conversation.id })
        await a.until('offer:made', (fact) => fact.conversation.id === left.conversation.id)
        await a.until('presence:changed', (fact) => fact.byMail === 0)
        await house.close()
      } else {
        expect(await state()).toBe('waiting')
        expect((await a.ask('inbox:resync')).byMail).toBe(1)
      }
      if (!byMail) await house.close()
    }
    house = await openHouse(parts)
  })

  it('keeps the place of who leaves an address for the case that they go', async () => {
    house = await openHouse({ ...parts, smtpUrl: 'smtp://127.0.0.1:9', timing: { offerMs: 60_000 } })
    const a = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const stay = { conversationId: conversation.id, mail: 'anna@example.com', stay: true }
    expect(await visitor.ask('conversation:mail-instead', stay)).toMatchObject({
      ok: true,
      conversation: { state: 'queued', position: 1, mail: 'anna@example.com' },
    })
    await a.ask('conversation:accept', { conversationId: conversation.id })
    expect(await visitor.ask('conversation:mail-instead', { ...stay, mail: 'anna@other.example' })).toMatchObject({
      ok: true,
      conversation: { state: 'active', mail: 'anna@other.example' },
    })
  })

  it('asks who comes back after a while whether they are ready', async () => {
    house = await openHouse(parts)
    const a = await willing(house, olga)
    a.socket.disconnect()
    await expect
      .poll(async () => (await house.live.operators()).find((one) => one.id === olga.id)?.connected)
      .toBe(false)
    const soon = await house.operator(olga)
    expect((await soon.ask('inbox:resync')).me).toMatchObject({ available: true })
    soon.socket.disconnect()
    await expect
      .poll(async () => (await house.live.operators()).find((one) => one.id === olga.id)?.connected)
      .toBe(false)
    await change(house, `update "operators" set "lastSeenAt" = '2026-01-01T00:00:00.000Z'`)
    const back = await house.operator(olga)
    expect((await back.ask('inbox:resync')).me).toMatchObject({ available: false, setAwayBecause: 'came_back' })
  })

  it('I7: returns the conversations of a vanished operator to the front with their draft', async () => {
    house = await openHouse({ ...parts, timing: { vanishedMs: 100, steadyMs: 0 } })
    const a = await willing(house, olga)
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
    const b = await willing(house, ivan)
    await b.until('offer:made')
    expect(await b.ask('conversation:accept', { conversationId: conversation.id })).toMatchObject({
      ok: true,
      conversation: { draft: { text: 'Ваш заказ уже', version: 1 } },
    })
  })

  it('I7: leaves an answered conversation of a visitor who is gone out of the queue, until they write again', async () => {
    house = await openHouse({ ...parts, timing: { vanishedMs: 100, steadyMs: 0 } })
    const a = await willing(house, olga)
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const [gone, stays] = [await house.visitor({ token }), await house.visitor()]
    const [answered, owed] = [(await start(gone)).conversation.id, (await start(stays)).conversation.id]
    for (const conversationId of [answered, owed]) await a.ask('conversation:accept', { conversationId })
    await a.ask('message:send', { conversationId: answered, clientMessageId: 'cm_answer', text: 'Уже в пути' })
    gone.socket.disconnect()
    await expect.poll(async () => (await house.live.detail(lena, answered))?.visitor.online).toBe(false)
    a.socket.disconnect()
    // Both are looked at in one go, so the one that returns shows that the other was passed over.
    await stays.until(
      'conversation:changed',
      (fact) =>
        fact.conversation.state === 'queued' && fact.conversation.position === 1 && fact.conversation.lastSeq > 2,
    )
    expect(await house.live.detail(lena, answered)).toMatchObject({ state: 'active', operator: { id: olga.id } })
    expect((await house.live.availability('shop', 'ru')).waiting).toBe(1)
    const back = await house.visitor({ token })
    await back.ask('message:send', { conversationId: answered, clientMessageId: 'cm_more', text: 'А когда?' })
    await expect.poll(async () => (await house.live.detail(lena, answered))?.state, { timeout: 30_000 }).toBe('queued')
  })

  it('says of a returned conversation that it waits since its operator was lost', async () => {
    house = await openHouse({ ...parts, timing: { vanishedMs: 100, steadyMs: 0 } })
    const a = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await a.ask('conversation:accept', { conversationId: conversation.id })
    const lostAt = new Date().toISOString()
    a.socket.disconnect()
    await visitor.until(
      'conversation:changed',
      (fact) => fact.conversation.position === 1 && fact.conversation.lastSeq > 2,
    )
    expect(((await house.live.nowFigures('shop')).waitingSince ?? '') >= lostAt).toBe(true)
  })

  it('I6: keeps an operator available who lets an offer pass while writing to somebody else', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    const a = await willing(house, olga)
    const first = await start(await house.visitor())
    await a.ask('conversation:accept', { conversationId: first.conversation.id })
    await a.ask('draft:save', { conversationId: first.conversation.id, text: 'Сейчас посмотрю', version: 0 })
    const second = await start(await house.visitor(), 'И мой?')
    await a.until('offer:made', (fact) => fact.conversation.id === second.conversation.id)
    expect(await a.until('offer:expired', (fact) => fact.conversationId === second.conversation.id)).toMatchObject({
      setAway: false,
    })
    expect((await a.ask('inbox:resync')).me).toMatchObject({ available: true, setAwayBecause: null })
  })

  it('queues a waiting conversation once a person is there and is asked for', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    expect((await start(visitor)).conversation.state).toBe('waiting')
    const desk = await willing(house, olga)
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
    const a = await willing(house, olga)
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

  it('asks about a conversation of higher priority first, and shows both their places', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
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
    const desk = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await desk.ask('conversation:solve', { conversationId: conversation.id })
    const other = await house.visitor()
    const { conversation: more } = await start(other)
    await desk.ask('conversation:accept', { conversationId: more.id })
    await willing(house, ivan)
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
    await willing(house, { ...olga, sites: { another: 'operator' } })
    const visitor = await house.visitor()
    expect((await visitor.ask('conversation:resync', { conversationId: null, since: 0 })).availability).toMatchObject({
      online: false,
      staffed: false,
    })
    expect(await start(visitor)).toMatchObject({ ok: true, conversation: { state: 'waiting', position: null } })
  })

  it('lets a lead take over, and the visitor see who answers', async () => {
    house = await openHouse(parts)
    const a = await willing(house, olga)
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
})
