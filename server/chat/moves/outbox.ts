import { isoAt } from '../conversation.ts'
import { marks, type Sql } from '../sql.ts'
import { done, type Outcome } from './outcome.ts'

export interface Letter {
  id: string
  kind: 'reply' | 'auto_reply' | 'transcript'
  conversationId: string | null
  recipient: string
  locale: 'ru' | 'en'
  /** JSON. */
  content: string
  attempts: number
  createdAt: string
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
      `select * from "outbox" where "id" in (${marks(ids.length)}) order by "createdAt"`,
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

/** `retryAt` null: the address is refused for good. */
export async function letterFailed(
  sql: Sql,
  { id, error, retryAt }: { id: string; error: string; retryAt: string | null },
  now: number,
): Promise<Outcome<null>> {
  await sql.run(
    'update "outbox" set "claimedUntil" = null, "lastError" = ?, "triedAt" = ?, "nextAt" = coalesce(?, "nextAt"), "failedAt" = ? where "id" = ? and "sentAt" is null',
    error,
    isoAt(now),
    retryAt,
    retryAt === null ? isoAt(now) : null,
    id,
  )
  return done(null)
}
