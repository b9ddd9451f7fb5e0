import { afterEach, describe, expect, it } from 'vitest'
import type { JournalEntry, JournalKind } from '#protocol'
import { auditLog } from '../../audit/audit-log.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const SOON = { timeout: 30_000 }
let house: LiveHouse
afterEach(() => house.close())

const ALL = { kind: null, person: null, conversation: null, words: '', days: 7 }
const PAGE = { page: 1, perPage: 100 }
/** Oldest first, as one tells it. */
const told = async (
  asked: Partial<typeof ALL> | { kind: JournalKind } | { person: string } | { conversation: string },
) => (await house.live.journal('shop', { ...ALL, ...asked }, PAGE)).items.toReversed()
const said = ({ act, how, person, other }: JournalEntry) =>
  [person, act, how, other].filter((one) => one !== null).join(' ')

describe.each(stores)('the journal, on $store', ({ parts }) => {
  it('tells a conversation from its offer to its rating, with who had it before and who read along', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const id = { conversationId: conversation.id }
    const [a, b, lead] = [await willing(house, olga), await house.operator(ivan), await house.operator(lena)]
    await a.until('offer:made')
    expect((await told({ kind: 'unanswered' })).map(said)).toEqual(['unanswered queued'])
    await a.ask('conversation:decline', id)
    await b.ask('conversation:prioritize', { ...id, priority: 2 })
    await b.ask('conversation:accept', id)
    const { message } = await b.ask('message:send', {
      ...{ ...id, clientMessageId: 'cm_b', text: 'Едет' },
      template: { id: 'ans_1', edited: true },
    })
    for (let round = 0; round < 2; round += 1) await lead.ask('conversation:open', { ...id, since: 0 })
    await b.ask('conversation:open', { ...id, since: 0 })
    await b.ask('message:edit', { ...id, messageId: message.id, text: 'Уже едет' })
    await lead.ask('conversation:transfer', { ...id, to: { operatorId: olga.id }, note: '' })
    await lead.ask('message:delete', { ...id, messageId: message.id })
    await lead.ask('conversation:take-over', id)
    await lead.ask('conversation:solve', { ...id, answerId: null })
    await visitor.ask('conversation:rate', { ...id, stars: 2, comment: null })
    const all = await told({ conversation: conversation.id })
    const isEntered = (one: string) => !/offered|template/.test(one)
    expect(all.map(said).filter(isEntered)).toEqual([
      'Ольга declined',
      'Иван priority 2',
      'Иван taken operator_joined',
      'Лена read Иван',
      'Иван edited text',
      'Лена transferred Ольга',
      'Ольга taken transferred Иван',
      'Лена deleted text Иван',
      'Лена taken taken_over Ольга',
      'Лена solved',
      'Лена rated',
    ])
    expect(all.map(said)).toEqual(expect.arrayContaining(['Ольга offered', 'Иван template changed']))
    expect(all.at(-1)).toMatchObject({ stars: 2, question: 'Где мой заказ?' })
    expect((await told({ person: ivan.id, kind: 'hands' })).map(said)).toEqual([
      'Иван priority 2',
      'Иван taken operator_joined',
      'Ольга taken transferred Иван',
    ])
    expect(await told({ kind: 'unanswered' })).toEqual([])
    // Another shop's lead is told of their own shop alone.
    expect(await house.live.journal('second', { ...ALL, kind: 'hands' }, PAGE)).toMatchObject({ total: 0, items: [] })
  })

  it('tells who was away and why, and where somebody signed in', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    await house.operator(lena)
    const a = await willing(house, olga)
    await auditLog(house.database).append(
      { act: 'signed_in', actor: { id: olga.id, name: olga.name }, address: '203.0.113.7' },
      Date.now(),
    )
    await a.ask('presence:set', { available: false })
    await a.ask('presence:set', { available: true })
    await house.live.setAway(olga.id, lena.id)
    await a.ask('presence:set', { available: true })
    await start(await house.visitor())
    await a.until('offer:expired', (fact) => fact.setAway)
    const presence = async () => (await told({ kind: 'presence' })).map(said)
    await expect.poll(presence, SOON).toHaveLength(7)
    expect((await presence()).toSorted()).toEqual(
      [
        ...['Ольга back', 'Ольга back', 'Ольга back', 'Ольга signed_in'],
        ...['Ольга away own', 'Ольга away by_lead Лена', 'Ольга away offer_unanswered'],
      ].toSorted(),
    )
    expect((await told({ kind: 'presence' })).find(({ act }) => act === 'signed_in')).toMatchObject({
      address: '203.0.113.7',
      conversation: null,
    })
  })

  it('says nothing of a reload, and that somebody is gone once they are', async () => {
    house = await openHouse(parts)
    const first = await willing(house, olga)
    first.socket.disconnect()
    const acts = async () => (await told({ kind: 'presence' })).map(said)
    await expect.poll(acts, SOON).toEqual(['Ольга back', 'Ольга away gone'])
    await house.operator(olga)
    await expect.poll(acts, SOON).toEqual(['Ольга back'])
  })

  it('finds by words, counts what it lists, and gives page after page', async () => {
    house = await openHouse(parts)
    const a = await house.operator(olga)
    for (const text of ['Где мой заказ?', 'Какой размер палатки?']) {
      const { conversation } = await start(await house.visitor(), text)
      await a.ask('conversation:accept', { conversationId: conversation.id })
    }
    const about = (words: string) => house.live.journal('shop', { ...ALL, kind: 'hands', words }, PAGE)
    await expect.poll(async () => (await about('палатка')).total, SOON).toBe(1)
    expect((await about('палатка')).items).toMatchObject([{ act: 'taken', question: 'Какой размер палатки?' }])
    expect((await about('велосипед')).total).toBe(0)
    const all = await house.live.journal('shop', ALL, PAGE)
    expect(all.total).toBe(all.items.length)
    const each = await Promise.all(
      all.items.map(
        async (_, at) => (await house.live.journal('shop', ALL, { page: at + 1, perPage: 1 })).items[0]?.id,
      ),
    )
    expect(each).toEqual(all.items.map(({ id }) => id))
  })

  it('cannot be changed or shortened, not even in the database', async () => {
    house = await openHouse(parts)
    const a = await house.operator(olga)
    const { conversation } = await start(await house.visitor())
    await a.ask('conversation:accept', { conversationId: conversation.id })
    const { db } = house.database
    await expect(db.deleteFrom('journal').execute()).rejects.toThrow(/append-only/)
    await expect(db.updateTable('journal').set({ personId: ivan.id }).execute()).rejects.toThrow(/append-only/)
    expect((await told({ kind: 'hands' })).map(said)).toEqual(['Ольга taken operator_joined'])
  })
})
