import { afterEach, describe, expect, it } from 'vitest'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const listOf = (person: DeskMember) => house.live.forYou(person, { page: 1, perPage: 30 })
const theirs: DeskMember = { id: 'p_theirs', name: 'Вера', role: 'operator', sites: { other: 'operator' } }

describe.each(stores)('what is for you, on $store', ({ parts }) => {
  it('holds an offer that was missed, once however often, until it is taken', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    const desk = await willing(house, olga)
    const { conversation } = await start(await house.visitor())
    await desk.until('for-you:changed')
    await desk.until('offer:expired', (fact) => fact.setAway)
    expect(await listOf(olga)).toMatchObject({
      total: 1,
      unread: 1,
      items: [{ kind: 'missed', read: false, conversation: { id: conversation.id, question: 'Где мой заказ?' } }],
    })
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    expect(await listOf(olga)).toMatchObject({ total: 1, unread: 0 })
  })

  it('holds a conversation passed on, with who did it, and not twice where the request is sent again', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const [a, b] = [await willing(house, olga), await house.operator(ivan)]
    const { conversation } = await start(await house.visitor())
    await a.ask('conversation:accept', { conversationId: conversation.id })
    const transfer = { conversationId: conversation.id, to: { operatorId: ivan.id }, note: 'ждёт возврат' }
    await a.ask('conversation:transfer', transfer)
    await a.ask('conversation:transfer', transfer)
    await b.until('for-you:changed')
    expect(await listOf(ivan)).toMatchObject({ total: 1, items: [{ kind: 'transferred', byName: 'Ольга' }] })
    expect(await listOf(olga)).toMatchObject({ total: 0, unread: 0 })
  })

  it('holds a note that calls somebody by name or by group, who may read the conversation from then on', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const [a, b] = [await willing(house, olga), await house.operator(ivan)]
    await house.operator(theirs)
    await house.live.setOperator(ivan.id, { skills: ['returns'] })
    const { conversation } = await start(await house.visitor())
    const { id: conversationId } = conversation
    await a.ask('conversation:accept', { conversationId })
    expect(await b.ask('conversation:open', { conversationId, since: 0 })).toMatchObject({ code: 'not_found' })
    const note = { conversationId, clientMessageId: 'cm_note_1', text: 'Спроси @Иван, @Вера и @Ольга' }
    for (const _ of [1, 2]) expect(await a.ask('note:add', note)).toMatchObject({ ok: true })
    await b.until('for-you:changed')
    expect(await listOf(ivan)).toMatchObject({ total: 1, items: [{ kind: 'mentioned', byName: 'Ольга', read: false }] })
    expect(await b.ask('conversation:open', { conversationId, since: 0 })).toMatchObject({ ok: true })
    await a.ask('note:add', { conversationId, clientMessageId: 'cm_note_2', text: 'и @returns' })
    expect(await listOf(ivan)).toMatchObject({ total: 2 })
    // Nobody calls oneself, nobody of another shop is called, and no visitor's words call anybody.
    expect(await listOf(olga)).toMatchObject({ total: 0 })
    expect(await listOf(theirs)).toMatchObject({ total: 0 })
  })

  it('is marked as seen one by one or all, and by nobody else', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const of = { site: 'shop', kind: 'returned' as const, answerId: 'ans_1', byName: 'Лена', about: 'Как вернуть?' }
    for (const key of ['returned:ans_1:2', 'returned:ans_1:2', 'returned:ans_1:4'])
      await house.live.tellForYou({ ...of, personId: ivan.id, key })
    const list = await listOf(ivan)
    expect(list).toMatchObject({
      total: 2,
      unread: 2,
      items: [{ answer: { id: 'ans_1', question: 'Как вернуть?' }, conversation: null }, {}],
    })
    const ids = list.items.slice(0, 1).map(({ id }) => id)
    expect(await house.live.readForYou(olga, ids)).toEqual({ unread: 0 })
    expect(await house.live.readForYou(ivan, [])).toEqual({ unread: 2 })
    expect(await house.live.readForYou(ivan, ids)).toEqual({ unread: 1 })
    expect(await house.live.readForYou(ivan, null)).toEqual({ unread: 0 })
    expect((await house.live.forYou(ivan, { page: 2, perPage: 1 })).items).toHaveLength(1)
  })

  it('shows nothing of a conversation that was erased or is not theirs to read', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 60_000 } })
    const [a, b] = [await willing(house, olga), await house.operator(ivan)]
    const { conversation } = await start(await house.visitor())
    const { id: conversationId } = conversation
    await a.ask('conversation:accept', { conversationId })
    await house.live.tellForYou({
      personId: ivan.id,
      key: 'x',
      site: 'shop',
      kind: 'missed',
      conversationId,
    })
    expect(await listOf(ivan)).toMatchObject({ items: [{ conversation: null }] })
    await a.ask('note:add', { conversationId, clientMessageId: 'cm_note', text: '@Иван' })
    await b.until('for-you:changed')
    await a.ask('conversation:solve', { conversationId })
    expect(await house.live.erase(lena, conversationId, false)).toMatchObject({ ok: true })
    expect(await listOf(ivan)).toMatchObject({ total: 0 })
  })
})
