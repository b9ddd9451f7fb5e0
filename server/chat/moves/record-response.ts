import { isoAt } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { done, type Outcome } from './outcome.ts'

export interface RecordResponse {
  conversationId: string
  site: string
  /** `first_response` and `reply` end a visitor's wait; `waiting` is queue to accept; `solving` accept to solved. */
  kind: 'first_response' | 'reply' | 'waiting' | 'solving'
  totalMs: number
  /** The part of it inside opening hours. */
  openMs: number
  targetMs: number | null
  operatorId: string | null
}

export async function recordResponse(sql: Sql, r: RecordResponse, now: number): Promise<Outcome<null>> {
  await sql.run(
    'insert into "responses" ("conversationId", "site", "kind", "totalMs", "openMs", "targetMs", "operatorId", "at") values (?, ?, ?, ?, ?, ?, ?, ?)',
    r.conversationId,
    r.site,
    r.kind,
    Math.round(r.totalMs),
    Math.round(r.openMs),
    r.targetMs,
    r.operatorId,
    isoAt(now),
  )
  return done(null)
}
