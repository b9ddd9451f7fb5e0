import { afterEach, describe, expect, it } from 'vitest'
import type { ConversationDetail, Message } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

type Desk = Awaited<ReturnType<typeof willing>>
const open = async (
  desk: Desk,
  conversationId: string,
): Promise<{ conversation: ConversationDetail; messages: Message[] }> => {
  const ack = await desk.ask('conversation:open', { conversationId, since: 0 })
  if (!ack.ok) throw new Error(ack.code)
  return ack
}
const words = async (desk: Desk, id: string) =>
  (await open(desk, id)).messages.filter(({ kind }) => kind === 'text').map(({ seq, text }) => `${seq} ${text}`)
const listed = async (view: 'mine' | 'queue' | 'solved', person: DeskMember = olga) =>
  (await house.live.conversationsFor(person, { view, page: 1 })).items.map(({ id }) => id)

/** Olga holds one of a person who has written from a second device too, which waits in the queue. */
async function two() {
  const desk = await willing(house, olga)
  const [phone, laptop] = [await house.visitor(), await house.visitor()]
  const first = (await start(phone, 'Где заказ?')).conversation.id
  const second = (await start(laptop, 'Я писала с телефона')).conversation.id
  await desk.ask('conversation:accept', { conversationId: second })
  expect(await house.live.joinVisitors(olga, second, first)).toMatchObject({ ok: true })
  return { desk, phone, laptop, first, second }
}

describe.each(stores)('two conversations of one person, on $store', ({ parts }) => {
  it('are one to answer: every message stays where it was said, once, and a note says who merged them', async () => {
    house = await openHouse(parts)
    const { desk, phone, laptop, first, second } = await two()
    expect((await open(desk, second)).conversation.alsoOpen).toMatchObject([
      { id: first, question: 'Где заказ?', state: 'queued', mayMerge: true },
    ])
    const before = [await words(desk, first), await words(desk, second)]
    for (const _ of [1, 2]) expect(await house.live.merge(olga, second, first)).toMatchObject({ ok: true })
    expect([await words(desk, first), await words(desk, second)]).toEqual(before)
    expect([await listed('queue'), await listed('mine')]).toEqual([[], [second]])
    const into = await open(desk, second)
    expect(into.conversation).toMatchObject({ merged: [{ id: first, question: 'Где заказ?' }] })
    expect(into.conversation.alsoOpen).toBeUndefined()
    expect(into.messages.filter(({ kind }) => kind === 'note')).toMatchObject([
      { event: { code: 'merged', values: { operator: 'Ольга' } } },
    ])
    const from = await open(desk, first)
    expect(from.conversation).toMatchObject({ state: 'solved', mergedInto: { id: second, state: 'active' } })
    expect(from.messages.map(({ seq }) => seq)).toEqual(from.messages.map((_, at) => at + 1))
    // Neither window is told of the other conversation.
    expect(JSON.stringify(phone.heard)).not.toContain(second)
    expect(JSON.stringify(laptop.heard)).not.toContain(first)
    expect(JSON.stringify(laptop.heard)).not.toContain('"merged"')
  })

  it('opens again with what its visitor writes in it, asked of the same operator first', async () => {
    house = await openHouse(parts)
    const { desk, phone, first, second } = await two()
    await house.live.merge(olga, second, first)
    const message = { conversationId: first, clientMessageId: 'cm_after_all', text: 'Алло?' }
    for (const _ of [1, 2]) expect(await phone.ask('message:send', message)).toMatchObject({ ok: true })
    await desk.until('offer:made', ({ conversation }) => conversation.id === first)
    await desk.ask('conversation:accept', { conversationId: first })
    expect((await words(desk, first)).filter((each) => each.endsWith('Алло?'))).toHaveLength(1)
    const { conversation } = await open(desk, first)
    expect(conversation.mergedInto).toBeUndefined()
    expect((await open(desk, second)).conversation).not.toHaveProperty('merged')
    // Solved for good it is nobody's part.
    await desk.ask('conversation:solve', { conversationId: first })
    expect((await open(desk, second)).conversation).not.toHaveProperty('merged')
  })

  it('are two again, the other one open and waiting, as long as there is room', async () => {
    house = await openHouse(parts)
    const { desk, first, second } = await two()
    await house.live.merge(olga, second, first)
    await house.live.setOperator(olga.id, { capacity: 1 })
    expect(await house.live.unmerge(olga, second, first)).toMatchObject({ code: 'full' })
    await house.live.setOperator(olga.id, { capacity: 5 })
    expect(await house.live.unmerge(olga, second, first)).toMatchObject({ ok: true })
    expect(await house.live.unmerge(olga, second, first)).toMatchObject({ code: 'not_found' })
    expect((await listed('mine')).toSorted()).toEqual([first, second].toSorted())
    const again = (await open(desk, first)).conversation
    expect(again).toMatchObject({ state: 'active', operator: { id: olga.id } })
    expect(again.due).not.toBeNull()
    expect((await open(desk, second)).messages.map(({ event }) => event?.code).filter(Boolean)).toContain('unmerged')
  })

  it('keep who waits: the earlier of both is owed an answer', async () => {
    house = await openHouse(parts)
    const { desk, first, second } = await two()
    await desk.ask('message:send', { conversationId: second, clientMessageId: 'cm_answered', text: 'Смотрю' })
    expect((await open(desk, second)).conversation.due).toBeNull()
    await house.live.merge(olga, second, first)
    expect((await open(desk, second)).conversation.due).not.toBeNull()
  })

  it('are merged by who holds the one that goes on, of one person, and no other’s is taken', async () => {
    house = await openHouse(parts)
    const { desk, first, second } = await two()
    const merge = (person: DeskMember, into: string, from: string) => house.live.merge(person, into, from)
    const stranger = (await start(await house.visitor(), 'Другой человек')).conversation.id
    expect(await merge(olga, second, stranger)).toMatchObject({ code: 'conflict' })
    expect(await merge(olga, second, second)).toMatchObject({ code: 'invalid' })
    expect(await merge(olga, second, 'cnv_none')).toMatchObject({ code: 'not_found' })
    expect(await merge(ivan, second, first)).toMatchObject({ code: 'not_found' })
    // What waits goes on nowhere: somebody has to hold it.
    expect(await merge(lena, first, second)).toMatchObject({ code: 'closed' })
    const ivans = await willing(house, ivan)
    await ivans.ask('conversation:accept', { conversationId: first })
    expect(await merge(olga, second, first)).toMatchObject({ code: 'not_found' })
    expect(await merge(lena, second, first)).toMatchObject({ ok: true })
    expect((await open(desk, second)).conversation.merged).toMatchObject([{ id: first }])
    // Whoever reads the one reads the other.
    expect(await words(desk, first)).toHaveLength(1)
    await desk.ask('conversation:solve', { conversationId: second })
    expect(await merge(lena, second, first)).toMatchObject({ ok: true })
    expect(await merge(lena, second, stranger)).toMatchObject({ code: 'closed' })
  })

  it('are merged twice at once without waiting for each other, and a restart finds them as they were', async () => {
    house = await openHouse(parts)
    const { desk, first, second } = await two()
    await desk.ask('conversation:accept', { conversationId: first })
    const both = await Promise.all([house.live.merge(olga, second, first), house.live.merge(olga, first, second)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await house.restart()
    const states = ['mine', 'solved'] as const
    expect(await Promise.all(states.map((view) => listed(view)))).toMatchObject([{ length: 1 }, { length: 1 }])
  })
})
