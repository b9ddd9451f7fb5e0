import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import type { ConversationRow } from '../conversation.ts'
import { packMove, packSettled, unpackMove, unpackSettled } from './hand-over.ts'
import { type Move, type MoveName, type MoveRequest, runMove } from '../moves/index.ts'
import { sqliteSql } from '../sql.ts'
import { sqliteWriter } from './sqlite-writer.ts'
import { chatMigrations } from '../stores/chat-migrations.ts'
import { searchMigrations } from '../stores/search-migrations.ts'

const OLGA = { id: 'olga', name: 'Ольга', role: 'operator' as const, sites: null }
const ANNA = { visitorId: 'vis_anna' }
const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru' as const, timeZone: null }
const rooms: string[] = []
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  for (const room of rooms.splice(0)) rmSync(room, { recursive: true, force: true })
})

const NOW = Date.parse('2026-11-22T10:00:00Z')
const move = <N extends MoveName>(name: N, request: MoveRequest<N>, now = NOW): Move => ({ name, request, now })
const say = (conversationId: string, n: number, over: Partial<MoveRequest<'postMessage'>> = {}) =>
  move(
    'postMessage',
    {
      conversationId,
      clientMessageId: `m${n}`,
      text: `слово ${n}`,
      by: ANNA,
      kind: 'text',
      reopenTo: 'queued',
      ...over,
    },
    NOW + n,
  )

/** A conversation of Anna's that Olga holds, in a database of its own. */
async function anActiveConversation() {
  const room = mkdtempSync(join(tmpdir(), 'firstline-writer-'))
  rooms.push(room)
  const database = await openDatabase({ dataDir: room })
  await migrate(database, { ...chatMigrations, ...searchMigrations('sqlite') })
  const connection = new DatabaseSync(database.file?.path as string)
  closing.push(async () => (connection.close(), database.close()))
  const sql = sqliteSql(connection)
  const start = {
    ...ANNA,
    site: 'shop',
    verified: false,
    clientMessageId: 'start',
    text: 'вопрос',
    packet,
    locale: 'ru' as const,
    name: null,
    mail: null,
    way: 'chat' as const,
    open: true,
    opensAt: null,
    address: null,
    topics: [],
    limits: { perVisitor: 9, perAddress: 9 },
  }
  await runMove(sql, move('heartbeat', { nodeId: 'node' }))
  await runMove(
    sql,
    move('takeLease', { leaseId: 'l', nodeId: 'node', kind: 'operator', personId: OLGA.id, member: OLGA }),
  )
  await runMove(sql, move('setAvailable', { personId: OLGA.id, available: true }))
  const started = (await runMove(sql, move('startConversation', start))) as { value: { conversationId: string } }
  const { conversationId } = started.value
  await runMove(sql, move('accept', { conversationId, by: OLGA }))
  const row = async () =>
    (await sql.one<ConversationRow>('select * from "conversations" where "id" = ?', conversationId)) as ConversationRow
  const texts = async () =>
    (await sql.all<{ text: string }>(`select "text" from "messages" where "kind" = 'text' order by "seq"`)).map(
      (one) => one.text,
    )
  return { connection, sql, conversationId, row, texts }
}

/** What happens in one transaction, posts and other moves in turn. */
const eventful = (id: string): Move[] => [
  say(id, 1),
  say(id, 2),
  say(id, 2),
  say(id, 3, { by: { operator: OLGA } }),
  move('markRead', { conversationId: id, by: { operatorId: OLGA.id }, seq: 4 }),
  say(id, 4),
  say(id, 5, { by: { operator: OLGA }, kind: 'note' }),
  say(id, 6, { by: { visitorId: 'vis_stranger' } }),
  move('solve', { conversationId: id, by: OLGA, answerId: null }),
  say(id, 7, { by: { operator: OLGA } }),
  say(id, 8),
  say(id, 9),
]

describe('the one writer of SQLite', () => {
  it('leaves the row as one transaction for each move would (I3)', async () => {
    const [together, apart] = [await anActiveConversation(), await anActiveConversation()]
    const outcomes = await sqliteWriter(together.connection)(eventful(together.conversationId))
    const singly = []
    for (const one of eventful(apart.conversationId)) singly.push(await runMove(apart.sql, one))
    const codes = (all: unknown[]) => all.map((one) => (one as { ok: boolean; code?: string }).code ?? 'ok')
    expect(codes(outcomes)).toEqual(codes(singly))
    expect(codes(outcomes)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'not_found', 'ok', 'closed', 'ok', 'ok'])
    const { id: _, ...row } = await together.row()
    const { id: __, ...expected } = await apart.row()
    expect(row).toEqual(expected)
    expect(row).toMatchObject({ state: 'queued', unread: 3, lastSeq: 10, lastText: 'слово 9' })
    expect(await together.texts()).toEqual(await apart.texts())
  })
  it('writes a conversation once per transaction, however much is said in it', async () => {
    const { connection, conversationId, row } = await anActiveConversation()
    connection.exec(
      `create temp table updates (n); create temp trigger counted after update on "conversations" begin insert into updates values (1); end`,
    )
    await sqliteWriter(connection)(Array.from({ length: 20 }, (_, n) => say(conversationId, n)))
    expect(connection.prepare('select count(*) as n from updates').get()).toEqual({ n: 1 })
    expect(await row()).toMatchObject({ lastSeq: 22, unread: 21 })
  })
  it('reads again what another connection wrote', async () => {
    const { connection, conversationId, row } = await anActiveConversation()
    const write = sqliteWriter(connection)
    await write([say(conversationId, 1)])
    const other = new DatabaseSync(connection.location() as string)
    other.exec(`update "conversations" set "visitorName" = 'Анна'`)
    other.close()
    const [outcome] = (await write([say(conversationId, 2)])) as { value: { message: { authorName: string } } }[]
    expect(outcome?.value.message.authorName).toBe('Анна')
    expect(await row()).toMatchObject({ visitorName: 'Анна', lastSeq: 4 })
  })
  it('stores nothing more in a conversation that was erased', async () => {
    const { connection, conversationId, texts } = await anActiveConversation()
    const write = sqliteWriter(connection)
    await write([
      say(conversationId, 1),
      move('endByVisitor', { conversationId, ...ANNA }),
      say(conversationId, 2, { by: { operator: OLGA }, kind: 'note' }),
    ])
    const lead = { id: 'lena', name: 'Лена', role: 'lead' as const, sites: null }
    const outcomes = await write([
      move('erase', { conversationId, by: lead, wholeVisitor: false }),
      say(conversationId, 3),
    ])
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'not_found' }])
    expect(await texts()).toEqual([])
  })
  it('forgets what a faulted transaction had changed', async () => {
    const { connection, conversationId, row } = await anActiveConversation()
    const write = sqliteWriter(connection)
    await expect(write([say(conversationId, 1), { name: 'nothing' as never, request: {}, now: NOW }])).rejects.toThrow()
    await write([say(conversationId, 2)])
    expect(await row()).toMatchObject({ lastSeq: 3, lastText: 'слово 2', unread: 2 })
  })
})

describe('moves handed to the thread that writes', () => {
  it('arrive and come back as they were', async () => {
    const { connection, conversationId } = await anActiveConversation()
    const template = { id: 'ans_1', edited: true }
    const moves = [
      ...eventful(conversationId),
      say(conversationId, 10, { by: { operator: OLGA }, template }),
      say(conversationId, 11, { text: 'другое' }),
      say(conversationId, 11),
    ]
    const arrived = moves.map((one) => unpackMove(structuredClone(packMove(one))))
    const outcomes = await sqliteWriter(connection)(arrived)
    const back = outcomes.map((value, i) =>
      unpackSettled(moves[i] as Move, structuredClone(packSettled(arrived[i] as Move, { value }))),
    )
    expect(back).toEqual(outcomes.map((value) => ({ value })))
    // The common case is a list: nothing else would be worth the code.
    expect(packSettled(arrived[0] as Move, { value: outcomes[0] })).toBeInstanceOf(Array)
  })
})
