import { afterEach, describe, expect, it } from 'vitest'
import { MOST_TASKS_OF_ONE } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const DAY_MS = 24 * 60 * 60_000
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
const PAGE = { page: 1, perPage: 30 }
const listed = async (person: DeskMember, more: object = {}) =>
  (await house.live.tasks(person, 'shop', { whose: 'mine', ...PAGE, ...more })).items.map(({ text }) => text)
const forYou = async (person: DeskMember) => (await house.live.forYou(person, PAGE)).items
const add = (person: DeskMember, conversationId: string, more: object = {}) =>
  house.live.addTask(person, {
    conversationId,
    text: 'Перезвонить',
    dueAt: inMs(DAY_MS),
    assigneeId: null,
    ...more,
  })
/** Its time has come, without waiting for it. */
async function itIsTime(text: string): Promise<void> {
  const due = 'update "tasks" set "dueAt" = '
  if (house.database.pool) await house.database.pool.query(`${due} $1 where "text" = $2`, [inMs(-60_000), text])
  else await house.inFile((sqlite) => void sqlite.prepare(`${due} ? where "text" = ?`).run(inMs(-60_000), text))
}
async function held() {
  const desk = await willing(house, olga)
  await house.operator(ivan)
  const { conversation } = await start(await house.visitor())
  await desk.ask('conversation:accept', { conversationId: conversation.id })
  return { desk, id: conversation.id as string }
}

describe.each(stores)('what is to be done about a conversation, on $store', ({ parts }) => {
  it('stands in its assignee’s list, nearest first, and calls them once when its time has come', async () => {
    house = await openHouse(parts)
    const { desk, id } = await held()
    expect(await add(olga, id)).toMatchObject({ ok: true })
    await add(olga, id, { text: 'Спросить поставщика', dueAt: inMs(DAY_MS / 2) })
    expect(await listed(olga)).toEqual(['Спросить поставщика', 'Перезвонить'])
    expect(await forYou(olga)).toEqual([])
    await itIsTime('Спросить поставщика')
    await desk.until('for-you:changed')
    await expect
      .poll(async () => (await forYou(olga)).map(({ kind }) => kind), { timeout: 15_000 })
      .toEqual(['task_due'])
    expect(await forYou(olga)).toMatchObject([{ task: 'Спросить поставщика', conversation: { id } }])
    await house.restart()
    expect(await forYou(olga)).toHaveLength(1)
  })

  it('is somebody else’s, who is told and may read it from then on, and is done with', async () => {
    house = await openHouse(parts)
    const { id } = await held()
    expect(await add(ivan, id)).toMatchObject({ code: 'not_found' })
    const made = await add(olga, id, { assigneeId: ivan.id })
    if (!made.ok) throw new Error(made.code)
    expect(await house.live.detail(ivan, id)).not.toBeNull()
    expect(await forYou(ivan)).toMatchObject([{ kind: 'task_given', byName: 'Ольга', task: 'Перезвонить' }])
    expect([await listed(olga), await listed(ivan)]).toEqual([[], ['Перезвонить']])
    expect(await listed(olga, { whose: 'all' })).toEqual(['Перезвонить'])
    expect(await listed(olga, { conversationId: id })).toEqual(['Перезвонить'])
    expect(await house.live.changeTask(ivan, made.id, { done: true })).toMatchObject({ ok: true })
    expect(await listed(ivan)).toEqual([])
    expect(await forYou(ivan)).toMatchObject([{ read: true }])
    expect(await house.live.changeTask(olga, made.id, { done: false, dueAt: inMs(2 * DAY_MS) })).toMatchObject({
      ok: true,
    })
    expect(await listed(ivan)).toEqual(['Перезвонить'])
  })

  it('is seen by leads, given to colleagues of the site alone, and goes with its conversation', async () => {
    house = await openHouse(parts)
    const { desk, id } = await held()
    const made = await add(olga, id)
    if (!made.ok) throw new Error(made.code)
    expect(await listed(lena, { whose: 'all' })).toEqual(['Перезвонить'])
    expect(await listed(ivan, { whose: 'all' })).toEqual([])
    expect(await listed(ivan, { conversationId: id })).toEqual([])
    const vera: DeskMember = { ...lena, id: 'p_vera', sites: { other: 'lead' } }
    await house.operator(vera)
    expect(await listed(vera, { whose: 'all' })).toEqual([])
    expect(await house.live.changeTask(vera, made.id, { done: true })).toMatchObject({ code: 'not_found' })
    expect(await add(olga, id, { assigneeId: vera.id })).toMatchObject({ code: 'not_found' })
    expect(await add(olga, id, { dueAt: inMs(-1_000) })).toMatchObject({ code: 'invalid' })
    expect(await add(olga, id, { dueAt: inMs(400 * DAY_MS) })).toMatchObject({ code: 'invalid' })
    for (let n = 1; n < MOST_TASKS_OF_ONE; n++) await add(olga, id)
    expect(await add(olga, id)).toMatchObject({ code: 'too_many' })
    await desk.ask('conversation:solve', { conversationId: id })
    // It is done whether its conversation is solved or not.
    expect(await listed(olga)).toHaveLength(MOST_TASKS_OF_ONE)
    expect((await house.live.held(lena, id, false))?.tasks).toHaveLength(MOST_TASKS_OF_ONE)
    await house.live.erase(lena, id, false)
    expect(await listed(olga)).toEqual([])
  })

  it('is changed by whoever has it, gave it, or leads', async () => {
    house = await openHouse(parts)
    const { id } = await held()
    const made = await add(olga, id)
    if (!made.ok) throw new Error(made.code)
    await add(olga, id, { assigneeId: ivan.id })
    expect(await house.live.changeTask(ivan, made.id, { done: true })).toMatchObject({ code: 'not_allowed' })
    expect(await house.live.changeTask(lena, made.id, { assigneeId: ivan.id })).toMatchObject({ ok: true })
    expect(await listed(ivan)).toHaveLength(2)
    expect(await house.live.changeTask(olga, 'tsk_none', { done: true })).toMatchObject({ code: 'not_found' })
  })
})
