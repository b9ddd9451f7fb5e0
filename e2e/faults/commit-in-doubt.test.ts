import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import type { Committer } from '../../server/chat/committing/committer.ts'
import type { MoveName, MoveRequest } from '../../server/chat/moves/index.ts'
import { postgresCommitter } from '../../server/chat/committing/postgres-committer.ts'
import { chatMigrations } from '../../server/chat/stores/chat-migrations.ts'
import { aPacket } from '../../server/realtime/testing/live-fixture.ts'
import { ownDatabase } from '../../kb/testing/migrated-once.ts'
import { COMMITS, FaultProxy } from './proxy.ts'

const serverUrl = process.env.TEST_DATABASE_URL
const OLGA = { id: 'olga', name: 'Ольга', role: 'operator' as const, sites: null }
const IVAN = { id: 'ivan', name: 'Иван', role: 'operator' as const, sites: null }
const MARIA = { id: 'maria', name: 'Мария', role: 'lead' as const, sites: null }

/** Every move here is stored and its answer lost: PostgreSQL commits, and the link ends before it says so. */
describe.skipIf(!serverUrl)('a commit whose answer is lost', () => {
  let own: Awaited<ReturnType<typeof ownDatabase>>
  let link: FaultProxy
  let committer: Committer
  let pool: pg.Pool
  let doubts = 0
  let now = Date.parse('2026-11-22T10:00:00Z')

  beforeAll(async () => {
    own = await ownDatabase(serverUrl as string)
    const database = await openDatabase({ url: own.url, dataDir: '' })
    await migrate(database, chatMigrations)
    await database.close()
    const address = new URL(own.url)
    const port = Number(address.port || 5432)
    link = new FaultProxy(() => port)
    await link.listen()
    address.host = new URL(link.url).host
    pool = new pg.Pool({ connectionString: address.href })
    pool.on('error', () => {})
    committer = postgresCommitter(pool, () => (doubts += 1))
    for (const member of [OLGA, IVAN, MARIA]) {
      await run('takeLease', {
        leaseId: `l-${member.id}`,
        nodeId: 'node',
        kind: 'operator',
        personId: member.id,
        member,
      })
      await run('setAvailable', { personId: member.id, available: true })
    }
  })
  beforeEach(() => run('heartbeat', { nodeId: 'node' }))
  afterAll(async () => {
    await committer?.close()
    await pool?.end()
    await link?.close()
    await own?.drop()
  })

  const run = <N extends MoveName>(name: N, request: MoveRequest<N>) => committer.run(name, request, (now += 1_000))
  const lost = async <N extends MoveName>(name: N, request: MoveRequest<N>) => {
    const before = doubts
    link.loseAnswersTo(COMMITS, 1)
    const outcome = await run(name, request)
    expect(doubts, 'the answer was not lost').toBe(before + 1)
    return outcome
  }
  let started = 0
  const aConversation = async () => {
    const limits = { perVisitor: 1e9, perAddress: 1e9 }
    const n = ++started
    const visitorId = `vis_${n}`
    const start = {
      site: 'shop',
      visitorId,
      verified: false,
      clientMessageId: 'start',
      text: 'вопрос',
      packet: aPacket,
      locale: 'ru' as const,
      name: null,
      mail: 'anna@mail.test',
      way: 'chat' as const,
      open: true,
      opensAt: null,
      address: null,
      topics: [],
      limits,
    }
    const outcome = await lost('startConversation', start)
    if (!outcome.ok) throw new Error(outcome.code)
    expect(outcome.value.fresh).toBe(true)
    return { conversationId: outcome.value.conversationId, visitorId }
  }
  const count = async (from: string, ...values: string[]) =>
    Number((await pool.query(`select count(*) as n from ${from}`, values)).rows[0].n)

  it('does nothing twice and tells everyone, for a start, an accept, a message and a transfer', async () => {
    const { conversationId, visitorId } = await aConversation()
    expect(await lost('accept', { conversationId, by: OLGA })).toMatchObject({
      ok: true,
      value: { waited: { site: 'shop' } },
      moved: [{ state: 'active' }],
    })
    expect(
      await lost('postMessage', { conversationId, clientMessageId: 'a', text: 'жду', by: { visitorId }, kind: 'text' }),
    ).toMatchObject({ ok: true, value: { fresh: true } })
    expect(
      await lost('postMessage', {
        conversationId,
        clientMessageId: 'b',
        text: 'здесь',
        by: { operator: OLGA },
        kind: 'text',
      }),
    ).toMatchObject({ ok: true, value: { endedWait: { first: true } } })
    const passed = await lost('transfer', {
      conversationId,
      by: OLGA,
      to: { operatorId: IVAN.id },
      note: 'про доставку',
    })
    expect(passed).toMatchObject({ ok: true, moved: [{ operatorId: IVAN.id }] })
    expect(passed.ok && passed.said).toHaveLength(2)
    expect(await count(`"messages" where "conversationId" = $1 and "kind" = 'note'`, conversationId)).toBe(1)
    const grouped = await lost('transfer', {
      conversationId,
      by: MARIA,
      to: { group: 'оплата' },
      note: 'и про возврат',
    })
    expect(grouped).toMatchObject({ ok: true, moved: [{ state: 'queued' }] })
    expect(await count(`"messages" where "conversationId" = $1 and "kind" = 'note'`, conversationId)).toBe(2)
  })
  it('sends no letter twice and measures nothing twice', async () => {
    const { conversationId, visitorId } = await aConversation()
    expect(
      await lost('mailTranscript', {
        conversationId,
        visitorId,
        mail: 'a@b.test',
        site: 'shop',
        locale: 'ru',
        text: 'всё',
      }),
    ).toMatchObject({ ok: true })
    expect(await count(`"outbox" where "kind" = 'transcript' and "conversationId" = $1`, conversationId)).toBe(1)
    await lost('recordResponse', {
      conversationId,
      site: 'shop',
      kind: 'solving',
      totalMs: 1,
      openMs: 1,
      targetMs: null,
      operatorId: null,
    })
    expect(await count('"responses" where "conversationId" = $1', conversationId)).toBe(1)
  })
  it('tells an operator who is set away, and a node that was silent, the first time', async () => {
    const { conversationId } = await aConversation()
    await run('dispatch', { offerMs: 1 })
    const expired = await lost('expireOffers', {})
    expect(expired.ok && expired.value.expired.map((one) => one.conversationId)).toContain(conversationId)
    now += 60_000
    expect(await lost('heartbeat', { nodeId: 'node' })).toMatchObject({ ok: true, value: { returned: true } })
  })
  it('counts a solved conversation as solved once', async () => {
    const { conversationId } = await aConversation()
    await run('accept', { conversationId, by: OLGA })
    expect(await lost('solve', { conversationId, by: OLGA, answerId: 'ans_1' })).toMatchObject({
      ok: true,
      value: { first: true },
    })
    expect(await run('solve', { conversationId, by: OLGA, answerId: 'ans_1' })).toMatchObject({
      ok: true,
      value: { first: false },
    })
  })
  it('agrees when who passed a conversation on asks again, and adds no second note', async () => {
    const { conversationId } = await aConversation()
    await run('accept', { conversationId, by: OLGA })
    const transfer = { conversationId, by: OLGA, to: { operatorId: IVAN.id }, note: 'один раз' }
    expect(await run('transfer', transfer)).toMatchObject({ ok: true })
    expect(await run('transfer', transfer)).toMatchObject({ ok: true, said: [] })
    await run('takeOver', { conversationId, by: MARIA })
    const toGroup = { conversationId, by: MARIA, to: { group: 'оплата' }, note: 'один раз' }
    expect(await run('transfer', toGroup)).toMatchObject({ ok: true })
    expect(await run('transfer', toGroup)).toMatchObject({ ok: true, said: [] })
    expect(await count(`"messages" where "conversationId" = $1 and "kind" = 'note'`, conversationId)).toBe(2)
  })
})
