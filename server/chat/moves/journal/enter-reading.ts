import { HOUR_MS } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'
import { enter } from './journal.ts'

/** A tab that is opened again after a moment is the same reading. */
const SAME_READING_MS = HOUR_MS

/** Somebody opened what a colleague has, or had: before they see anything of it. */
export async function enterReading(
  sql: Sql,
  r: { conversationId: string; personId: string },
  now: number,
): Promise<Outcome<null>> {
  const row = await sql.one<{ id: string; site: string; operatorId: string | null }>(
    'select "id", "site", "operatorId" from "conversations" where "id" = ?',
    r.conversationId,
  )
  if (!row?.operatorId || row.operatorId === r.personId) return done(null)
  const before = await sql.one(
    `select 1 as "yes" from "journal" where "act" = 'read' and "personId" = ? and "conversationId" = ? and "at" > ? limit 1`,
    r.personId,
    row.id,
    isoAt(now - SAME_READING_MS),
  )
  if (!before) await enter(sql, row, { act: 'read', personId: r.personId, otherId: row.operatorId }, now)
  return done(null)
}
