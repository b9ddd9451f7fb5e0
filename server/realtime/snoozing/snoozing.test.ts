import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import { postgresCommitter } from '../../chat/committing/postgres-committer.ts'
import type { DeskMember } from '../../chat/conversation.ts'
import type { MoveName, MoveRequest } from '../../chat/moves/index.ts'
import { chatMigrations } from '../../chat/stores/chat-migrations.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import { ownDatabase } from '../../../kb/testing/migrated-once.ts'

let house: LiveHouse
afterEach(() => house.close())

const DAY_MS = 24 * 60 * 60_000
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
const listed = async (view: 'mine' | 'snoozed', person: DeskMember = olga) =>
  (await house.live.conversationsFor(person, { view, page: 1 })).items.map(({ id }) => id)
const forYou = (person: DeskMember) => house.live.forYou(person, { page: 1, perPage: 30 })

/** A conversation that Olga holds and has answered. */
async function answered() {
  const [visitor, desk] = [await house.visitor(), await willing(house, olga)]
  const { conversation } = await start(visitor)
  const { id: conversationId } = conversation
  await desk.ask('conversation:accept', { conversationId })
  await desk.ask('message:send', { conversationId, clientMessageId: 'cm_answer', text: 'Узнаю у склада' })
  return { visitor, desk, conversationId }
}

describe.each(stores)('what is put off, on $store', ({ parts }) => {
  it('is out of the way and takes no place, and comes back at its time, once, with a line for its operator', async () => {
    house = await openHouse(parts)
    await house.live.setOperator(olga.id, { capacity: 1 })
    const { visitor, desk, conversationId } = await answered()
    const active = async () => (await desk.ask('inbox:resync')).me.active
    expect(await active()).toBe(1)
    // The time is long enough for what is looked at before it is over.
    for (const _ of [1, 2])
      expect(await house.live.snooze(olga, conversationId, { until: inMs(DAY_MS) })).toMatchObject({ ok: true })
    await desk.until('conversation:changed', ({ conversation: it }) => it.snoozed?.until)
    expect([await listed('mine'), await listed('snoozed')]).toEqual([[], [conversationId]])
    expect(await active()).toBe(0)
    expect(JSON.stringify(visitor.heard)).not.toContain('snoozed')

    await house.live.snooze(olga, conversationId, { until: inMs(1_000) })
    await desk.until('for-you:changed')
    expect([await listed('mine'), await listed('snoozed')]).toEqual([[conversationId], []])
    expect(await active()).toBe(1)
    expect(await forYou(olga)).toMatchObject({
      total: 1,
      unread: 1,
      items: [{ kind: 'woken', conversation: { id: conversationId } }],
    })
  })

  it('comes back with the visitor’s next words, and then has no time left to come back at', async () => {
    house = await openHouse(parts)
    const { visitor, desk, conversationId } = await answered()
    await house.live.snooze(olga, conversationId, { until: null })
    expect(await listed('snoozed')).toEqual([conversationId])
    const message = { conversationId, clientMessageId: 'cm_more_1', text: 'Ну что там?' }
    for (const _ of [1, 2]) expect(await visitor.ask('message:send', message)).toMatchObject({ ok: true })
    await desk.until('for-you:changed')
    expect([await listed('mine'), await listed('snoozed')]).toEqual([[conversationId], []])
    expect(await forYou(olga)).toMatchObject({ total: 1, items: [{ kind: 'woken' }] })
    // Put off once more it is another occasion.
    await house.live.snooze(olga, conversationId, { until: inMs(DAY_MS) })
    await visitor.ask('message:send', { ...message, clientMessageId: 'cm_more_2' })
    expect(await forYou(olga)).toMatchObject({ total: 2 })
  })

  it('is taken back at once, and ends with what its operator has to do with it', async () => {
    house = await openHouse(parts)
    const { desk, conversationId } = await answered()
    await house.live.snooze(olga, conversationId, { until: null })
    await house.live.snooze(olga, conversationId, null)
    expect(await listed('mine')).toEqual([conversationId])
    expect(await forYou(olga)).toMatchObject({ total: 0 })
    await house.live.snooze(olga, conversationId, { until: inMs(DAY_MS) })
    await desk.ask('conversation:solve', { conversationId })
    await desk.ask('conversation:reopen', { conversationId })
    expect([await listed('mine'), await listed('snoozed')]).toEqual([[conversationId], []])
    await house.live.snooze(olga, conversationId, { until: null })
    await house.operator(ivan)
    await desk.ask('conversation:transfer', { conversationId, to: { operatorId: ivan.id }, note: '' })
    expect([await listed('mine', ivan), await listed('snoozed', ivan)]).toEqual([[conversationId], []])
  })

  it('is said by its operator or a lead, of what is talked about now, for a time that is to come', async () => {
    house = await openHouse(parts)
    const { desk, conversationId } = await answered()
    const put = (person: DeskMember, until: string | null) => house.live.snooze(person, conversationId, { until })
    expect(await put(ivan, null)).toMatchObject({ code: 'not_found' })
    expect(await put(olga, inMs(-1_000))).toMatchObject({ code: 'invalid' })
    expect(await put(olga, inMs(400 * DAY_MS))).toMatchObject({ code: 'invalid' })
    expect(await put(lena, inMs(DAY_MS))).toMatchObject({ ok: true })
    expect(await listed('snoozed')).toEqual([conversationId])
    await desk.ask('conversation:solve', { conversationId })
    expect(await put(olga, null)).toMatchObject({ code: 'closed' })
    expect(await house.live.snooze(olga, 'cnv_none', null)).toMatchObject({ code: 'not_found' })
  })

  it('comes back after its time has passed while nobody was running', async () => {
    house = await openHouse(parts)
    const { conversationId } = await answered()
    await house.live.snooze(olga, conversationId, { until: inMs(500) })
    await house.restart()
    await expect.poll(async () => (await forYou(olga)).total, { timeout: 15_000 }).toBe(1)
    expect(await listed('mine')).toEqual([conversationId])
  })
})

const NOW = Date.parse('2026-11-27T10:00:00Z')
const SNOOZED = 30

describe.each(stores.filter(({ store }) => store === 'postgres'))('what is put off, of two nodes', ({ parts }) => {
  it('is woken once, whichever of them looks first', async () => {
    house = await openHouse()
    const own = await ownDatabase((parts as { databaseUrl: string }).databaseUrl)
    const database = await openDatabase({ url: own.url, dataDir: '' })
    await migrate(database, chatMigrations)
    await database.close()
    const pool = new pg.Pool({ connectionString: own.url })
    pool.on('error', () => {})
    const nodes = [postgresCommitter(pool), postgresCommitter(pool)] as const
    const run = <N extends MoveName>(name: N, request: MoveRequest<N>, at = NOW, node: 0 | 1 = 0) =>
      nodes[node].run(name, request, at)
    await run('takeLease', { leaseId: 'l', nodeId: 'node', kind: 'operator', personId: olga.id, member: olga })
    await run('setOperator', { personId: olga.id, capacity: 1_000 })
    for (let n = 0; n < SNOOZED; n++) {
      const started = await run('startConversation', {
        ...{ site: 'shop', visitorId: `vis_${n}`, verified: false, clientMessageId: 'start', text: 'вопрос' },
        ...{ packet: aPacket, locale: 'ru', name: null, mail: null, way: 'chat', open: true, opensAt: null },
        ...{ address: null, topics: [], limits: { perVisitor: 1e9, perAddress: 1e9 } },
      })
      if (!started.ok) throw new Error(started.code)
      const { conversationId } = started.value
      await run('accept', { conversationId, by: olga })
      const until = new Date(NOW + 1_000 + n).toISOString()
      expect(await run('snooze', { conversationId, by: olga, snooze: { until } })).toMatchObject({ ok: true })
    }
    expect(await run('wakeDue', {}, NOW + 999)).toMatchObject({ ok: true, value: { woken: 0 } })
    const all = await Promise.all(([0, 1, 0, 1] as const).map((node) => run('wakeDue', {}, NOW + 60_000, node)))
    expect(all.reduce((sum, one) => sum + (one.ok ? one.value.woken : 0), 0)).toBe(SNOOZED)
    const [told] = (
      await pool.query(
        `select count(*)::int as "lines", count(distinct "conversationId")::int as "conversations" from "forYou" where "kind" = 'woken'`,
      )
    ).rows
    expect(told).toEqual({ lines: SNOOZED, conversations: SNOOZED })
    expect((await pool.query('select 1 from "conversations" where "snoozedAt" is not null')).rows).toEqual([])
    for (const node of nodes) await node.close()
    await pool.end()
    await own.drop()
  })
})
