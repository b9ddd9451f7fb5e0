import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import type { Committer } from '../../server/chat/committing/committer.ts'
import { postgresCommitter } from '../../server/chat/committing/postgres-committer.ts'
import type { MoveName, MoveOutcome, MoveRequest } from '../../server/chat/moves/index.ts'
import { chatMigrations } from '../../server/chat/stores/chat-migrations.ts'
import { aPacket } from '../../server/realtime/testing/live-fixture.ts'
import { ownDatabase } from '../../kb/testing/migrated-once.ts'
import { COMMITS, FaultProxy } from './proxy.ts'
import type { StoredConversation, StoredMessage } from './stored.ts'
import { seeded, sleep } from './world.ts'

const serverUrl = process.env.TEST_DATABASE_URL
const OLGA = { id: 'olga', name: 'Ольга', role: 'operator' as const, sites: null }
const NOW = Date.parse('2026-11-27T10:00:00Z')
const SEEDS = [1, 2, 3, 4]
const TALKS = 6
const TURNS = 40
const AT_ONCE = 24

/** Two nodes write the same conversations in batches, resend, read, and lose answers and connections. */
describe.skipIf(!serverUrl)('posts in batches over links that break', () => {
  let own: Awaited<ReturnType<typeof ownDatabase>>
  let direct: pg.Pool
  let nodes: { link: FaultProxy; pool: pg.Pool; committer: Committer }[]
  let doubts = 0

  beforeAll(async () => {
    own = await ownDatabase(serverUrl as string)
    const database = await openDatabase({ url: own.url, dataDir: '' })
    await migrate(database, chatMigrations)
    await database.close()
    direct = new pg.Pool({ connectionString: own.url })
    const address = new URL(own.url)
    const port = Number(address.port || 5432)
    nodes = await Promise.all(
      [0, 1].map(async () => {
        const link = new FaultProxy(() => port)
        await link.listen()
        const through = new URL(own.url)
        through.host = new URL(link.url).host
        const pool = new pg.Pool({ connectionString: through.href })
        pool.on('error', () => {})
        return { link, pool, committer: postgresCommitter(pool, () => (doubts += 1)) }
      }),
    )
    await run(0, 'takeLease', { leaseId: 'l', nodeId: 'node', kind: 'operator', personId: OLGA.id, member: OLGA })
    await run(0, 'setOperator', { personId: OLGA.id, capacity: 1_000 })
  })
  afterAll(async () => {
    for (const { committer, pool, link } of nodes ?? []) {
      await committer.close()
      await pool.end()
      await link.close()
    }
    await direct?.end()
    await own?.drop()
  })

  const run = <N extends MoveName>(node: number, name: N, request: MoveRequest<N>): Promise<MoveOutcome<N>> =>
    (nodes[node] as (typeof nodes)[number]).committer.run(name, request, NOW)

  async function aTalk(visitorId: string): Promise<{ conversationId: string; visitorId: string }> {
    const start = {
      ...{ site: 'shop', visitorId, verified: false, clientMessageId: 'start', text: 'вопрос', packet: aPacket },
      ...{ locale: 'ru' as const, name: null, mail: null, way: 'chat' as const, open: true, opensAt: null },
      ...{ address: null, topics: [], limits: { perVisitor: 1e9, perAddress: 1e9 } },
    }
    const outcome = await run(0, 'startConversation', start)
    if (!outcome.ok) throw new Error(outcome.code)
    const { conversationId } = outcome.value
    expect(await run(0, 'accept', { conversationId, by: OLGA })).toMatchObject({ ok: true })
    return { conversationId, visitorId }
  }

  it.each(SEEDS)(
    'keep I1 to I3, whoever resends what (seed %i)',
    async (seed) => {
      const random = seeded(seed)
      const below = (n: number) => Math.floor(random() * n)
      const talks = await Promise.all(Array.from({ length: TALKS }, (_, n) => aTalk(`vis_${seed}_${n}`)))
      const acknowledged = new Map<string, { id: string; seq: number; text: string }>()
      const unanswered: MoveRequest<'postMessage'>[] = []
      const before = doubts

      const post = async (node: number, request: MoveRequest<'postMessage'>) => {
        const outcome = await run(node, 'postMessage', request).catch(() => null)
        if (!outcome) return void unanswered.push(request)
        if (!outcome.ok) throw new Error(`refused: ${outcome.code}`)
        const { id, seq, text } = outcome.value.message
        const key = `${request.conversationId}/${request.clientMessageId}`
        const told = acknowledged.get(key)
        if (told) expect({ id, seq, text }, 'one name, two answers (I2)').toEqual(told)
        acknowledged.set(key, { id, seq, text })
      }
      for (let turn = 0; turn < TURNS; turn++) {
        const fault = below(6)
        const link = nodes[below(2)]?.link
        if (fault === 0) link?.loseAnswersTo(COMMITS, 1 + below(3))
        const work = Array.from({ length: AT_ONCE }, (_, n) => {
          const { conversationId, visitorId } = talks[below(TALKS)] as (typeof talks)[number]
          const node = below(2)
          const request: MoveRequest<'postMessage'> = {
            ...{ conversationId, clientMessageId: `m${turn}_${n}`, text: `слово ${turn}.${n}`, kind: 'text' },
            ...{ by: below(3) === 0 ? { operator: OLGA } : { visitorId }, reopenTo: 'queued' },
          }
          if (below(12) === 0)
            void run(node, 'markRead', { conversationId, by: { operatorId: OLGA.id }, seq: 2 + below(1 + turn) }).catch(
              () => {},
            )
          // As after a lost link: the same on both nodes.
          return below(8) === 0 ? Promise.all([post(node, request), post(1 - node, request)]) : post(node, request)
        })
        if (fault === 1) {
          link?.cut()
          await sleep(below(20))
          link?.heal()
        }
        await Promise.all(work)
        for (const request of unanswered.splice(0)) await post(below(2), request)
      }
      while (unanswered.length > 0) for (const request of unanswered.splice(0)) await post(below(2), request)
      expect(doubts, 'no answer was lost').toBeGreaterThan(before)

      for (const { conversationId } of talks) {
        const { rows: messages } = await direct.query<StoredMessage>(
          'select * from "messages" where "conversationId" = $1 order by "seq"',
          [conversationId],
        )
        const { rows } = await direct.query<
          StoredConversation & { lastText: string; unread: number; operatorRead: number }
        >('select * from "conversations" where "id" = $1', [conversationId])
        expect(messages.map((one) => one.seq)).toEqual(messages.map((_, i) => i + 1))
        expect(rows[0]?.lastSeq).toBe(messages.length)
        expect(rows[0]?.lastText).toBe(messages.at(-1)?.text)
        const { operatorRead = 0 } = rows[0] ?? {}
        expect(rows[0]?.unread).toBe(
          messages.filter((one) => one.author === 'visitor' && one.seq > operatorRead).length,
        )
        const said = messages.filter((one) => one.clientMessageId.startsWith('m') && one.author !== 'system')
        const known = [...acknowledged].filter(([key]) => key.startsWith(`${conversationId}/m`))
        expect(said).toHaveLength(known.length)
        for (const { clientMessageId, id, seq, text } of said)
          expect({ id, seq, text }).toEqual(acknowledged.get(`${conversationId}/${clientMessageId}`))
      }
    },
    300_000,
  )
})
