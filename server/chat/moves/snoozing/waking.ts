import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { begin, type Change, finish, set } from '../change.ts'
import { putForYou } from '../for-you/put-for-you.ts'
import { done, type Moved, type Outcome, type Said } from '../outcome.ts'

/** More wait for the next second: one transaction must not hold up what people do. */
const WOKEN_AT_ONCE = 50

/**
 * Back among what its operator has at hand, with a line in their list "For you", in the transaction of what woke it: neither
 * is there without the other, and a second node finds nothing left to wake. Answers whose list changed.
 */
export async function wake(sql: Sql, change: Change, now: number): Promise<string[]> {
  const { id, site, operatorId, snoozedAt } = change.row
  // A head kept from before the column was read has none.
  if (!snoozedAt) return []
  set(change, { snoozedAt: null, snoozedUntil: null })
  if (operatorId === null) return []
  const one = { personId: operatorId, site, kind: 'woken' as const, conversationId: id }
  return (await putForYou(sql, { ...one, key: `woken:${id}:${snoozedAt}` }, now)) ? [operatorId] : []
}

/** Those whose time has come. On several nodes each is woken by whoever locks its row first. */
export async function wakeDue(sql: Sql, _: object, now: number): Promise<Outcome<{ woken: number }>> {
  const due = await sql.all<{ id: string }>(
    `select "id" from "conversations" where "snoozedUntil" <= ? order by "snoozedUntil", "id" limit ?${sql.kind === 'postgres' ? ' for update skip locked' : ''}`,
    isoAt(now),
    WOKEN_AT_ONCE,
  )
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  const told = new Set<string>()
  let woken = 0
  for (const { id } of due) {
    const change = await begin(sql, id)
    if (!change?.row.snoozedUntil || change.row.snoozedUntil > isoAt(now)) continue
    for (const personId of await wake(sql, change, now)) told.add(personId)
    facts.moved.push(...(await finish(sql, change, now)).moved)
    woken += 1
  }
  return done({ woken }, facts.said, facts.moved, [...told])
}
