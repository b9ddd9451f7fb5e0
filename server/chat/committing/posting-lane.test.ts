import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import { aPacket } from '../../realtime/testing/live-fixture.ts'
import { ownDatabase } from '../../../kb/testing/migrated-once.ts'
import type { ConversationRow } from '../conversation.ts'
import { type Move, type MoveName, type MoveRequest, runMove } from '../moves/index.ts'
import { postgresSql } from '../sql.ts'
import { chatMigrations } from '../stores/chat-migrations.ts'
import type { Committer } from './committer.ts'
import { postgresCommitter } from './postgres-committer.ts'
import { postingLane } from './posting-lane.ts'

const serverUrl = process.env.TEST_DATABASE_URL
const OLGA = { id: 'olga', name: 'Ольга', role: 'operator' as const, sites: null }
const NOW = Date.parse('2026-11-27T10:00:00Z')
const TOGETHER = 40

describe.skipIf(!serverUrl)('posts on PostgreSQL', () => {
  let own: Awaited<ReturnType<typeof ownDatabase>>
  let pool: pg.Pool
  /** Two nodes over one database. */
  let nodes: Committer[]
  let started = 0
  beforeAll(async () => {
    own = await ownDatabase(serverUrl as string, chatMigrations)
    const database = await openDatabase({ url: own.url, dataDir: '' })
    await migrate(database, chatMigrations)
    await database.close()
    pool = new pg.Pool({ connectionString: own.url })
    pool.on('error', () => {})
    nodes = [postgresCommitter(pool), postgresCommitter(pool)]
    await run('takeLease', { leaseId: 'l', nodeId: 'node', kind: 'operator', personId: OLGA.id, member: OLGA })
    await run('setOperator', { personId: OLGA.id, capacity: 1_000 })
    await run('setAvailable', { personId: OLGA.id, available: true })
  })
  beforeEach(() => run('heartbeat', { nodeId: 'node' }))
  afterAll(async () => {
    for (const node of nodes ?? []) await node.close()
    await pool?.end()
    await own?.drop()
  })

  const run = <N extends MoveName>(name: N, request: MoveRequest<N>, at = NOW, node = 0) =>
    (nodes[node] as Committer).run(name, request, at)
  const say = (conversationId: string, visitorId: string, n: number | string): MoveRequest<'postMessage'> => ({
    conversationId,
    clientMessageId: `m${n}`,
    text: `слово ${n}`,
    by: { visitorId },
    kind: 'text',
    reopenTo: 'queued',
  })
  /** A conversation that Olga holds. */
  async function aConversation() {
    const visitorId = `vis_${++started}`
    const start = {
      ...{ site: 'shop', visitorId, verified: false, clientMessageId: 'start', text: 'вопрос', packet: aPacket },
      ...{ locale: 'ru' as const, name: null, mail: null, way: 'chat' as const, open: true, opensAt: null },
      ...{ address: null, topics: [], limits: { perVisitor: 1e9, perAddress: 1e9 } },
    }
    const outcome = await run('startConversation', start)
    if (!outcome.ok) throw new Error(outcome.code)
    const { conversationId } = outcome.value
    expect(await run('accept', { conversationId, by: OLGA })).toMatchObject({ ok: true })
    return { conversationId, visitorId }
  }
  const rowOf = async (id: string) =>
    (await pool.query<ConversationRow>('select * from "conversations" where "id" = $1', [id])).rows[0]
  const textsOf = async (id: string) =>
    (
      await pool.query(
        `select "seq", "text", "authorName" from "messages" where "conversationId" = $1 and "kind" <> 'event' order by "seq"`,
        [id],
      )
    ).rows
  const move = (request: MoveRequest<'postMessage'>, at: number): Move => ({ name: 'postMessage', request, now: at })

  it('leave the row and the messages as a transaction for each would (I3)', async () => {
    const [together, apart] = [await aConversation(), await aConversation()]
    const talk = ({ conversationId, visitorId }: typeof together): Move[] => [
      move(say(conversationId, visitorId, 1), NOW + 1),
      move(
        { ...say(conversationId, visitorId, 2), by: { operator: OLGA }, template: { id: 'a', edited: true } },
        NOW + 2,
      ),
      move({ ...say(conversationId, visitorId, 3), by: { operator: OLGA }, kind: 'note' }, NOW + 3),
      move(say(conversationId, visitorId, 4), NOW + 4),
    ]
    const { settled } = await postingLane(pool, () => {}).write(talk(together))
    const quick = [...settled.values()]
    expect(quick).toHaveLength(4)
    const singly: unknown[] = []
    for (const one of talk(apart)) {
      const client = await pool.connect()
      singly.push({ value: await runMove(postgresSql(client), one) })
      client.release()
    }
    const plain = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value)
          .replace(/"id":"msg_\w+"/g, '"id":"msg"')
          .replaceAll(apart.conversationId, together.conversationId)
          .replaceAll(apart.visitorId, together.visitorId),
      )
    expect(plain(quick)).toEqual(plain(singly))
    const same = async (id: string) => plain({ ...(await rowOf(id)), queuedAt: null })
    expect(await same(together.conversationId)).toEqual(await same(apart.conversationId))
    expect(await textsOf(together.conversationId)).toEqual(await textsOf(apart.conversationId))
  })

  it('of two nodes at once are neither lost nor doubled, and stand in one order', async () => {
    const talks = await Promise.all([aConversation(), aConversation(), aConversation()])
    const outcomes = await Promise.all(
      talks.flatMap(({ conversationId, visitorId }) =>
        Array.from({ length: TOGETHER }, (_, n) =>
          // Every tenth is sent to both nodes, as after a lost link.
          (n % 10 === 0 ? [0, 1] : [n % 2]).map((node) =>
            run('postMessage', say(conversationId, visitorId, n), NOW + n, node),
          ),
        ).flat(),
      ),
    )
    expect(outcomes.filter((one) => !one.ok)).toEqual([])
    for (const { conversationId } of talks) {
      const texts = await textsOf(conversationId)
      // The first words, and each of the others once.
      expect(texts.map((one) => one.text).sort()).toEqual(
        ['вопрос', ...Array.from({ length: TOGETHER }, (_, n) => `слово ${n}`)].sort(),
      )
      expect(await rowOf(conversationId)).toMatchObject({ lastSeq: TOGETHER + 2, unread: TOGETHER + 1 })
    }
  })

  it('over a head that somebody else has changed are written over what stands there now', async () => {
    const { conversationId, visitorId } = await aConversation()
    await run('postMessage', say(conversationId, visitorId, 1))
    await run('postMessage', say(conversationId, visitorId, 2), NOW, 1)
    await run('markRead', { conversationId, by: { operatorId: OLGA.id }, seq: 4 }, NOW, 1)
    expect(await run('postMessage', say(conversationId, visitorId, 3))).toMatchObject({
      ok: true,
      value: { message: { seq: 5 } },
    })
    expect(await rowOf(conversationId)).toMatchObject({ lastSeq: 5, unread: 1 })
  })

  it('count as unread what came after somebody else had read', async () => {
    const { conversationId, visitorId } = await aConversation()
    await run('postMessage', say(conversationId, visitorId, 1))
    await run('markRead', { conversationId, by: { operatorId: OLGA.id }, seq: 3 }, NOW, 1)
    await run('postMessage', say(conversationId, visitorId, 2))
    expect(await rowOf(conversationId)).toMatchObject({ lastSeq: 4, operatorRead: 3, unread: 1 })
  })

  it('are refused by what stands there, not by what is remembered', async () => {
    const { conversationId, visitorId } = await aConversation()
    const byOlga = (n: number) => ({ ...say(conversationId, visitorId, n), by: { operator: OLGA } })
    expect(await run('postMessage', byOlga(1))).toMatchObject({ ok: true })
    await run('endByVisitor', { conversationId, visitorId }, NOW, 1)
    expect(await run('postMessage', byOlga(2))).toMatchObject({ ok: false, code: 'closed' })
    expect(await run('postMessage', say(conversationId, visitorId, 3))).toMatchObject({
      ok: true,
      moved: [{ state: 'queued' }],
    })
    expect(await run('postMessage', { ...byOlga(4), by: { visitorId: 'vis_stranger' } })).toMatchObject({
      code: 'not_found',
    })
  })

  it('said again give the stored one, with other words a conflict, and their neighbours are written (I2)', async () => {
    const [one, other] = [await aConversation(), await aConversation()]
    const first = await run('postMessage', say(one.conversationId, one.visitorId, 1))
    const [again, twice, differently, neighbour] = await Promise.all([
      run('postMessage', say(one.conversationId, one.visitorId, 1)),
      run('postMessage', say(one.conversationId, one.visitorId, 1)),
      run('postMessage', { ...say(one.conversationId, one.visitorId, 1), text: 'другое' }),
      run('postMessage', say(other.conversationId, other.visitorId, 1)),
    ])
    const stored = first.ok ? first.value.message : null
    expect(again).toMatchObject({ ok: true, value: { fresh: false, message: stored } })
    expect(twice).toMatchObject({ ok: true, value: { fresh: false, message: stored } })
    expect(differently).toMatchObject({ ok: false, code: 'conflict' })
    expect(neighbour).toMatchObject({ ok: true, value: { fresh: true } })
    expect(await textsOf(one.conversationId)).toHaveLength(2)
  })
  it('that PostgreSQL cannot store are refused alone', async () => {
    const [one, other] = [await aConversation(), await aConversation()]
    const [broken, behind, neighbour] = await Promise.allSettled([
      run('postMessage', { ...say(one.conversationId, one.visitorId, 1), text: 'ноль \0' }),
      run('postMessage', say(one.conversationId, one.visitorId, 2)),
      run('postMessage', say(other.conversationId, other.visitorId, 1)),
    ])
    expect(broken.status).toBe('rejected')
    expect(behind).toMatchObject({ value: { ok: true, value: { message: { seq: 3 } } } })
    expect(neighbour).toMatchObject({ value: { ok: true } })
    expect(await rowOf(one.conversationId)).toMatchObject({ lastSeq: 3 })
  })

  it('to somebody who has left an address on another node go out as a letter too (I10)', async () => {
    const { conversationId, visitorId } = await aConversation()
    const byOlga = (n: number) => ({ ...say(conversationId, visitorId, n), by: { operator: OLGA } })
    const letters = async () =>
      (
        await pool.query(`select "fromSeq" from "outbox" where "conversationId" = $1 and "kind" = 'reply'`, [
          conversationId,
        ])
      ).rows
    await run('postMessage', byOlga(1))
    expect(await letters()).toEqual([])
    await run('mailInstead', { conversationId, visitorId, mail: 'anna@mail.test', opensAt: null }, NOW, 1)
    const answer = await run('postMessage', byOlga(2))
    expect(await letters()).toEqual([{ fromSeq: answer.ok && answer.value.message.seq }])
  })
})
