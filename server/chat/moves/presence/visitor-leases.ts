import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

/** Whether its visitor is here stands in the conversation itself: the queue counts them, and letters wait for them to leave. */
export async function visitorCame(sql: Sql, visitorId: string): Promise<void> {
  await sql.run(
    'update "conversations" set "visitorLeftAt" = null, "restsSince" = null where "visitorId" = ? and "visitorLeftAt" is not null',
    visitorId,
  )
}

/** Letters that were put off because they were here are looked at again. */
export async function visitorLeft(sql: Sql, visitorId: string, now: number): Promise<void> {
  await sql.run(
    'update "conversations" set "visitorLeftAt" = ? where "visitorId" = ? and "visitorLeftAt" is null',
    isoAt(now),
    visitorId,
  )
  await lookAgain(sql, `"visitorId" = ?`, now, visitorId)
}

/** All who were connected to a dead node, and nowhere else. */
export async function visitorsLeftWith(sql: Sql, nodeId: string, now: number): Promise<void> {
  const theirs = `"visitorId" in (select "personId" from "leases" where "nodeId" = ? and "kind" = 'visitor')
    and "visitorId" not in (select "personId" from "leases" where "nodeId" <> ? and "kind" = 'visitor')`
  await sql.run(
    `update "conversations" set "visitorLeftAt" = ? where "visitorLeftAt" is null and ${theirs}`,
    isoAt(now),
    nodeId,
    nodeId,
  )
  await lookAgain(sql, theirs, now, nodeId, nodeId)
}

// After the conversation: whoever judges the letter at this moment finds its row taken and leaves it for the next look.
const lookAgain = (sql: Sql, whose: string, now: number, ...values: string[]) =>
  sql.run(
    `update "outbox" set "nextAt" = ? where "kind" = 'reply' and "sentAt" is null and "failedAt" is null and "toSeq" is null and "nextAt" > ?
     and "conversationId" in (select "id" from "conversations" where ${whose})`,
    isoAt(now),
    isoAt(now),
    ...values,
  )
