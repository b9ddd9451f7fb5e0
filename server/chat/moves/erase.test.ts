import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate, openDatabase } from '#kb'
import { serverMigrations } from '../../migrations.ts'
import type { DeskMember } from '../conversation.ts'
import { sqliteSql } from '../sql.ts'
import { HOLDING } from './erase.ts'
import { type MoveName, type MoveRequest, runMove } from './index.ts'

const LENA: DeskMember = { id: 'lena', name: 'Лена', role: 'lead', sites: { shop: 'lead' } }
const OLGA: DeskMember = { id: 'olga', name: 'Ольга', role: 'operator', sites: { shop: 'operator' } }
const NOW = Date.parse('2026-11-22T10:00:00Z')
const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru' as const, timeZone: null }
const MORE_MESSAGES = 120

describe('a long conversation that is erased', () => {
  let room: string
  let database: Database
  let connection: DatabaseSync
  let conversationId: string

  const run = <N extends MoveName>(name: N, request: MoveRequest<N>) =>
    runMove(sqliteSql(connection), { name, request, now: NOW }) as Promise<{
      ok: boolean
      code?: string
      value: { conversationId: string; messages: number; more: boolean }
    }>
  const left = () => Number(connection.prepare('select count(*) as "n" from "messages"').get()?.['n'])
  const request = (over: object = {}) => ({ conversationId, by: LENA, wholeVisitor: true, ...over })

  beforeEach(async () => {
    room = mkdtempSync(join(tmpdir(), 'firstline-erase-'))
    database = await openDatabase({ dataDir: room })
    await migrate(database, serverMigrations('sqlite'))
    connection = new DatabaseSync(database.file?.path as string)
    const started = await run('startConversation', {
      ...{ visitorId: 'vis_anna', site: 'shop', locale: 'ru', verified: false, address: null, packet, topics: [] },
      ...{ clientMessageId: 'm0', text: 'Где мой заказ?', name: null, mail: 'anna@mail.example', way: 'message' },
      ...{ open: true, opensAt: null, limits: { perVisitor: 9, perAddress: 9 } },
    })
    expect(started).toMatchObject({ ok: true })
    conversationId = started.value.conversationId
    for (let n = 0; n < MORE_MESSAGES; n++)
      connection
        .prepare(
          `insert into "messages" ("conversationId", "seq", "id", "clientMessageId", "author", "kind", "text", "sentAt")
           values (?, ?, ?, ?, 'visitor', 'text', 'слово', '2026-11-22')`,
        )
        .run(conversationId, 100 + n, `msg_${n}`, `more${n}`)
  })
  afterEach(async () => {
    connection.close()
    await database.close()
    rmSync(room, { recursive: true, force: true })
  })
  const solve = () => connection.exec(`update "conversations" set "state" = 'solved'`)

  it('is emptied fifty messages at a time, and goes with what is left', async () => {
    solve()
    const all = left()
    const taken: number[] = []
    for (let more = true; more; ) {
      const { value } = await run('emptyForErasure', request())
      more = value.more
      taken.push(value.messages)
    }
    expect(taken).toEqual([50, 50, all - 100, 0])
    expect(left()).toBe(0)
    expect(await run('erase', request())).toMatchObject({ ok: true, value: { conversationIds: [conversationId] } })
    expect(await run('emptyForErasure', request())).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('loses nothing while it is open, or to who is no lead', async () => {
    const all = left()
    expect(await run('emptyForErasure', request())).toMatchObject({ ok: false, code: 'conflict' })
    solve()
    expect(await run('emptyForErasure', request({ by: OLGA }))).toMatchObject({ ok: false, code: 'not_allowed' })
    expect(left()).toBe(all)
  })

  it('is found wherever an id of a conversation stands', () => {
    const tables = connection
      .prepare(
        `select distinct "m"."name" as "name" from sqlite_master as "m" join pragma_table_info("m"."name") as "c"
         where "m"."type" = 'table' and "c"."name" = 'conversationId'`,
      )
      .all()
      .map(({ name }) => String(name))
    expect(tables.filter((name) => !(HOLDING as readonly string[]).includes(name)).toSorted()).toEqual([
      // Without the words of it.
      'blocks',
      // What was counted and names nobody.
      'journal',
      // In portions, by themselves.
      'messages',
      // Without the words of it.
      'qualityReviews',
      'responses',
    ])
  })
})
