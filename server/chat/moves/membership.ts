import { type ConversationRow, type DeskMember, isLead } from '../conversation.ts'
import type { Sql } from '../sql.ts'

type Members = Pick<ConversationRow, 'id' | 'visitorId' | 'state' | 'operatorId'>

/**
 * Who at the desk may read a conversation (I9): leads all; an operator what waits for anyone, their own, what they took part in,
 * and the solved ones of a visitor they are talking with.
 */
export async function mayRead(sql: Sql, row: Members, person: DeskMember): Promise<boolean> {
  if (isLead(person) || row.operatorId === person.id) return true
  if (row.operatorId === null && (row.state === 'queued' || row.state === 'waiting')) return true
  const tookPart = await sql.one(
    'select 1 as "yes" from "participants" where "conversationId" = ? and "personId" = ?',
    row.id,
    person.id,
  )
  if (tookPart) return true
  if (row.state !== 'solved') return false
  const talking = await sql.one(
    `select 1 as "yes" from "conversations" where "operatorId" = ? and "state" = 'active' and "visitorId" = ? limit 1`,
    person.id,
    row.visitorId,
  )
  return talking !== undefined
}
