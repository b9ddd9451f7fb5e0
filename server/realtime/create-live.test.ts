import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores, willing } from './testing/first-steps.ts'
import { type Client, type LiveHouse, openHouse } from './testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

describe.each(stores)('live conversations on $store', ({ parts }) => {
  it('tells who watches the loop of each event, letter and work in the background, by its name', async () => {
    const names = new Set<string>()
    house = await openHouse({ ...parts, began: (name) => (names.add(name), () => {}) })
    await start(await house.visitor())
    await house.live.receiveMail(new TextEncoder().encode('From: anna@example.com\r\n\r\nДа'))
    for (const name of ['conversation:start', 'letter', 'late offers', 'letters out', 'indexing of conversations'])
      await expect.poll(() => [...names], { timeout: 10_000 }).toContain(name)
  })
  it('carries a conversation from the queue to solved and rated', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
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

  it('rule 4: hands out long messages a few at a time, and all of them in the end', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    const long = 'x'.repeat(60_000)
    const { conversation } = await start(visitor, long)
    for (let n = 1; n < 9; n++)
      await visitor.ask('message:send', {
        conversationId: conversation.id,
        clientMessageId: `cm_long${n}`,
        text: `${n}${long}`,
      })
    const pages: number[][] = []
    for (let since = 0; ; ) {
      const page = await visitor.ask('conversation:resync', { conversationId: conversation.id, since })
      pages.push(page.messages.map((one: { seq: number }) => one.seq))
      since = pages.at(-1)?.at(-1) ?? since
      if (since >= page.conversation.lastSeq) break
    }
    const all = pages.flat()
    expect(all).toEqual(all.toSorted((one, other) => one - other))
    expect(new Set(all).size).toBe(10)
    expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(6)
    expect(pages.length).toBeGreaterThan(1)
  })

  it('writes one transcript of a visitor at a time, and no more of them in a minute than is read anew', async () => {
    house = await openHouse({ ...parts, limits: { resyncedPerMinute: 150_000 } })
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const visitor = await house.visitor({ token })
    const long = 'x'.repeat(60_000)
    const { conversation } = await start(visitor, long)
    for (let n = 0; n < 9; n++)
      await visitor.ask('message:send', { conversationId: conversation.id, clientMessageId: `cm_${n}`, text: long })
    const me = house.live.visitorOf(token)
    if (!me) throw new Error('the visitor is not known')
    const asked = () => house.live.transcript(me, conversation.id)
    const both = await Promise.all([asked(), asked()])
    // Either may be the one that comes first to the database.
    const [whole, beside] = both[0].ok ? both : both.toReversed()
    if (!whole?.ok) throw new Error('neither was written')
    expect(whole.parts.length).toBeGreaterThan(2)
    expect(whole.parts.join('').split(long).length - 1).toBe(10)
    // While the first is written, or after it for what it has cost: whichever the machine gets to first.
    expect(beside).toMatchObject({ ok: false, code: 'too_many' })
    expect(await asked()).toMatchObject({ ok: false, code: 'too_many' })
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
    expect(messages[1]).toMatchObject({ kind: 'event', event: { code: 'nobody_here' } })
  })

  it('I8: never overwrites a newer draft silently', async () => {
    house = await openHouse(parts)
    const [tab, other] = [await willing(house, olga), await house.operator(olga)]
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

  it('keeps what an edited or deleted message said, and shows the visitor the change', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
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

  it('lets no placeholder reach the visitor, sent or edited in; a note may name one', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
    const { id } = (await start(await house.visitor())).conversation
    await desk.ask('conversation:accept', { conversationId: id })
    const refused = { ok: false, code: 'placeholder_unfilled' }
    const write = (event: string, text: string, more: object = {}) =>
      desk.ask(event, { conversationId: id, clientMessageId: `cm_${text.length}`, text, ...more })
    expect(await write('message:send', 'Здравствуйте, {{visitor.name}}!')).toMatchObject(refused)
    const sent = await write('message:send', 'Здравствуйте!')
    const noted = await write('note:add', 'ответить {{visitor.name}}')
    expect(noted).toMatchObject({ ok: true })
    const edit = (messageId: string) => write('message:edit', 'Да, {{name}}', { messageId })
    expect(await edit(sent.message.id)).toMatchObject(refused)
    expect(await edit(noted.message.id)).toMatchObject({ ok: true })
    expect((await house.live.solvedConversation(olga, id))?.operatorMessages).toEqual(['Здравствуйте!'])
  })

  it('sends no template whose time is over; what its operator has changed is their own word', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
    const { id } = (await start(await house.visitor())).conversation
    await desk.ask('conversation:accept', { conversationId: id })
    const write = (event: string, template: { id: string; edited: boolean }) =>
      desk.ask(event, {
        conversationId: id,
        clientMessageId: `cm_${template.id}_${template.edited}`,
        text: 'Скидка 20 %.',
        template,
      })
    expect(await write('message:send', { id: 'ans_over', edited: false })).toMatchObject({
      ok: false,
      code: 'template_untimely',
    })
    expect(await write('message:send', { id: 'ans_over', edited: true })).toMatchObject({ ok: true })
    expect(await write('message:send', { id: 'ans_other', edited: false })).toMatchObject({ ok: true })
  })

  it('knows which templates are inserted most', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
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
    expect(await house.live.templatesUsed('shop', lena.id)).toEqual(['ans_often', 'ans_once'])
    expect(await house.live.templatesUsed('another', olga.id)).toEqual([])
    // What somebody inserts themselves comes before what only colleagues do, however often.
    const other = await willing(house, ivan)
    const to = { conversationId: conversation.id, to: { operatorId: ivan.id }, note: '' }
    expect(await desk.ask('conversation:transfer', to)).toMatchObject({ ok: true })
    const own = { clientMessageId: 'cm_own', text: 'текст', template: { id: 'ans_own', edited: false } }
    expect(await other.ask('message:send', { conversationId: conversation.id, ...own })).toMatchObject({ ok: true })
    expect(await house.live.templatesUsed('shop', ivan.id)).toEqual(['ans_own', 'ans_often', 'ans_once'])
    expect(await house.live.templatesUsed('shop', olga.id)).toEqual(['ans_often', 'ans_once', 'ans_own'])
  })
})
