import { type DeskMember, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { finish, set } from '../change.ts'
import { beginHeld, isRefused } from '../desk-moves.ts'
import { done, type Outcome, refused } from '../outcome.ts'

/** Longer is no reminder any more. */
const LONGEST_MS = 366 * 24 * 60 * 60_000

export interface Snooze {
  conversationId: string
  by: DeskMember
  /** Until then or until the visitor writes, whichever comes first; `until` null: until they write. Null: it sleeps no longer. */
  snooze: { until: string | null } | null
}

/** Out of its operator's way, and of their capacity, until there is something to do again. Said twice it is said once. */
export async function snooze(sql: Sql, r: Snooze, now: number): Promise<Outcome<null>> {
  const change = await beginHeld(sql, r.conversationId, r.by)
  if (isRefused(change)) return change
  const { row } = change
  if (r.snooze === null) {
    if (row.snoozedAt === null) return done(null)
    set(change, { snoozedAt: null, snoozedUntil: null })
  } else {
    if (row.state !== 'active') return refused(row.state === 'solved' ? 'closed' : 'not_allowed')
    const untilMs = r.snooze.until === null ? null : Date.parse(r.snooze.until)
    if (untilMs !== null && !(untilMs > now && untilMs <= now + LONGEST_MS)) return refused('invalid')
    const snoozedUntil = untilMs === null ? null : isoAt(untilMs)
    if (row.snoozedAt !== null && row.snoozedUntil === snoozedUntil) return done(null)
    set(change, { snoozedAt: isoAt(now), snoozedUntil })
  }
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}
