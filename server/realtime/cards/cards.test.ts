import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const tokenOf = (id: string | null = null) =>
  house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: id === null ? null : { id, name: null, mail: null } })
    .token
const visitorId = (token: string) => house.live.visitorOf(token)?.visitorId ?? ''
let n = 0
async function left(token: string, text: string, mail: string | null = null) {
  const known = house.live.visitorOf(token)
  if (!known) throw new Error('no visitor')
  const request = { clientMessageId: `cm_left_${n++}`, text, name: 'Анна', mail, packet: aPacket }
  const taken = await house.live.startByForm(known, request, null)
  if (!taken.ok) throw new Error(taken.code)
  return taken.conversation.id
}

describe.each(stores)("a visitor's card, on $store", ({ parts }) => {
  it('holds every conversation, what was noted and marked, and is there for whoever may read one of them', async () => {
    house = await openHouse(parts)
    const token = tokenOf('4711')
    const client = await house.visitor({ token })
    const desk = await willing(house, olga)
    const { conversation } = await start(client, 'Первый вопрос')
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await client.ask('conversation:rate', { conversationId: conversation.id, stars: 2, comment: 'Долго' })
    await desk.ask('conversation:solve', { conversationId: conversation.id })
    await house.live.markConversation(olga, conversation.id, 'off_topic')
    const second = await left(token, 'Второй вопрос', 'anna@mail.example')
    expect(await house.live.addVisitorNote(olga, conversation.id, 'Просит не звонить')).toMatchObject({ ok: true })
    expect(await house.live.card(lena, second)).toMatchObject({
      names: ['Анна'],
      mails: ['anna@mail.example'],
      verifiedIds: ['4711'],
      conversations: [
        { id: second, question: 'Второй вопрос', byMail: false },
        { question: 'Первый вопрос', stars: 2, ratingComment: 'Долго', mark: 'off_topic' },
      ],
      others: 0,
      marks: { off_topic: 1, abuse: 0 },
      notes: [{ text: 'Просит не звонить', by: { name: 'Ольга' } }],
      blocked: null,
      joins: [],
    })
    // What another operator solved is not this one's to read; what is noted of the visitor is.
    expect(await house.live.card(ivan, second)).toMatchObject({
      conversations: [{ id: second }],
      others: 1,
      notes: [{ text: 'Просит не звонить' }],
    })
    expect(JSON.stringify(await house.live.card(ivan, second))).not.toContain('Первый вопрос')
    expect(await house.live.card(ivan, conversation.id)).toBeNull()
    expect(await house.live.addVisitorNote(ivan, conversation.id, 'x')).toMatchObject({ code: 'not_found' })
  })

  it('says that they are kept out', async () => {
    house = await openHouse(parts)
    const id = await left(tokenOf(), 'Вопрос')
    const wish = { by: ['visitor' as const], scope: 'chat' as const, reason: 'Спам', until: null, close: false }
    await house.live.block(lena, id, wish)
    expect(await house.live.card(lena, id)).toMatchObject({ blocked: { scope: 'chat', until: null } })
  })

  it('loses a note by whoever wrote it, or by a lead', async () => {
    house = await openHouse(parts)
    const id = await left(tokenOf(), 'Вопрос')
    const other = await left(tokenOf(), 'Чужой вопрос')
    const note = await house.live.addVisitorNote(olga, id, 'Раз')
    if (!note.ok) throw new Error(note.code)
    expect(await house.live.removeVisitorNote(ivan, id, note.id)).toMatchObject({ code: 'not_allowed' })
    expect(await house.live.removeVisitorNote(lena, other, note.id)).toMatchObject({ code: 'not_found' })
    expect(await house.live.removeVisitorNote(olga, id, note.id)).toMatchObject({ ok: true })
    expect(await house.live.card(olga, id)).toMatchObject({ notes: [] })
  })

  it('is joined with that of the same address by hand, and taken apart again', async () => {
    house = await openHouse(parts)
    const first = await left(tokenOf(), 'С телефона', 'anna@mail.example')
    const second = await left(tokenOf(), 'С компьютера', 'anna@mail.example')
    await house.live.addVisitorNote(olga, second, 'Постоянный покупатель')
    expect(await house.live.card(olga, first)).toMatchObject({
      alike: [{ conversationId: second, mail: 'anna@mail.example', question: 'С компьютера' }],
      notes: [],
    })
    for (const _ of [1, 2]) expect(await house.live.joinVisitors(olga, first, second)).toMatchObject({ ok: true })
    const card = await house.live.card(olga, second)
    expect(card).toMatchObject({ alike: [], joins: [{ how: 'hand', byName: 'Ольга' }] })
    expect(card?.conversations.map((one) => one.question)).toEqual(['С компьютера', 'С телефона'])
    expect(await house.live.card(olga, first)).toMatchObject({ notes: [{ text: 'Постоянный покупатель' }] })
    const stranger = await left(tokenOf(), 'Другой человек')
    const id = card?.joins[0]?.id ?? ''
    expect(await house.live.partVisitors(lena, stranger, id)).toMatchObject({ code: 'not_found' })
    expect(await house.live.partVisitors(olga, first, id)).toMatchObject({ ok: true })
    expect(await house.live.card(olga, first)).toMatchObject({ joins: [], notes: [], conversations: [{ id: first }] })
    expect(await house.live.joinVisitors(olga, first, 'cnv_none')).toMatchObject({ code: 'not_found' })
  })

  it('takes in what they wrote before the shop vouched for them, once, and nothing where nothing was written', async () => {
    house = await openHouse(parts)
    const [stranger, silent, customer] = [tokenOf(), tokenOf(), tokenOf('7')]
    await left(stranger, 'До входа')
    const own = await left(customer, 'После входа')
    for (const before of [stranger, stranger, silent, customer])
      await house.live.joinVerified('shop', visitorId(before), visitorId(customer))
    const card = await house.live.card(lena, own)
    expect(card?.conversations.map((one) => one.question)).toEqual(['После входа', 'До входа'])
    expect(card?.joins).toMatchObject([{ how: 'verified', byName: null }])
  })

  it('is handed out and erased as a whole', async () => {
    house = await openHouse(parts)
    const first = await left(tokenOf(), 'Раз')
    const second = await left(tokenOf(), 'Два')
    await house.live.joinVisitors(lena, first, second)
    await house.live.addVisitorNote(lena, second, 'Тайная заметка')
    expect(await house.live.held(lena, first, false)).toMatchObject({
      conversations: [{ id: first }, { id: second }],
      notes: [{ text: 'Тайная заметка', byName: 'Лена' }],
      blocks: [],
    })
    const desk = await house.operator(lena)
    for (const conversationId of [first, second]) await desk.ask('conversation:solve', { conversationId })
    expect(await house.live.erase(lena, first, true)).toMatchObject({ ok: true, conversations: 2 })
    expect(await house.live.card(lena, second)).toBeNull()
    if (Object.keys(parts).length > 0) return
    await house.inFile((sqlite) => {
      for (const table of ['visitorNotes', 'visitorJoins'])
        expect(sqlite.prepare(`select count(*) as "n" from "${table}"`).get(), table).toEqual({ n: 0 })
    })
  })
})
