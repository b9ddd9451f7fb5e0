import type { InterfaceLocale } from '#shared'
import { isoAt } from '../conversation.ts'
import { marks, type Sql } from '../sql.ts'
import { begin, finish } from './change.ts'
import { done, type Outcome } from './outcome.ts'
import { tellOperators } from './take-letter.ts'

export interface Letter {
  id: string
  kind: 'reply' | 'auto_reply' | 'transcript'
  conversationId: string | null
  recipient: string
  locale: InterfaceLocale
  /** JSON. */
  content: string
  attempts: number
  createdAt: string
  /** The first letter about the same conversation. */
  firstId?: string | null
}

/** Longer than any SMTP dialogue: a sender that died lets go of its letters after this. */
const CLAIM_MS = 120_000

/** Takes letters that are due; nobody else gets them while the claim holds. */
export async function claimLetters(
  sql: Sql,
  { nodeId, most }: { nodeId: string; most: number },
  now: number,
): Promise<Outcome<{ letters: Letter[] }>> {
  const at = isoAt(now)
  const due = await sql.all<{ id: string }>(
    `select "id" from "outbox" where "sentAt" is null and "failedAt" is null and "nextAt" <= ? and ("claimedUntil" is null or "claimedUntil" < ?)
     order by "createdAt" limit ?${sql.kind === 'postgres' ? ' for update skip locked' : ''}`,
    at,
    at,
    most,
  )
  if (due.length === 0) return done({ letters: [] })
  const ids = due.map((one) => one.id)
  await sql.run(
    `update "outbox" set "claimedBy" = ?, "claimedUntil" = ?, "attempts" = "attempts" + 1 where "id" in (${marks(ids.length)})`,
    nodeId,
    isoAt(now + CLAIM_MS),
    ...ids,
  )
  return done({
    letters: await sql.all<Letter>(
      `select "outbox".*, (select "first"."id" from "outbox" as "first" where "first"."conversationId" = "outbox"."conversationId"
        and "first"."kind" <> 'transcript' order by "first"."createdAt", "first"."id" limit 1) as "firstId"
       from "outbox" where "id" in (${marks(ids.length)}) order by "createdAt"`,
      ...ids,
    ),
  })
}

export async function letterSent(sql: Sql, { id }: { id: string }, now: number): Promise<Outcome<null>> {
  await sql.run(
    'update "outbox" set "sentAt" = ?, "claimedUntil" = null, "lastError" = null where "id" = ? and "sentAt" is null',
    isoAt(now),
    id,
  )
  return done(null)
}

/** `retryAt` null: the address is refused for good, and the conversation says so. */
export async function letterFailed(
  sql: Sql,
  { id, error, retryAt }: { id: string; error: string; retryAt: string | null },
  now: number,
): Promise<Outcome<null>> {
  const changed = await sql.run(
    'update "outbox" set "claimedUntil" = null, "lastError" = ?, "triedAt" = ?, "nextAt" = coalesce(?, "nextAt"), "failedAt" = ? where "id" = ? and "sentAt" is null',
    error,
    isoAt(now),
    retryAt,
    retryAt === null ? isoAt(now) : null,
    id,
  )
  return changed > 0 && retryAt === null ? tellUndelivered(sql, id, now) : done(null)
}

/** A mail host took the letter and sent it back. */
export async function letterBounced(
  sql: Sql,
  { id, error }: { id: string; error: string },
  now: number,
): Promise<Outcome<null>> {
  const changed = await sql.run(
    'update "outbox" set "lastError" = ?, "failedAt" = ? where "id" = ? and "failedAt" is null',
    error,
    isoAt(now),
    id,
  )
  return changed > 0 ? tellUndelivered(sql, id, now) : done(null)
}

async function tellUndelivered(sql: Sql, id: string, now: number): Promise<Outcome<null>> {
  const letter = await sql.one<Letter & { lastError: string }>('select * from "outbox" where "id" = ?', id)
  const change = letter?.conversationId ? await begin(sql, letter.conversationId) : null
  if (!letter || !change) return done(null)
  await tellOperators(sql, change, 'letter_undelivered', { mail: letter.recipient, reason: letter.lastError }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}
