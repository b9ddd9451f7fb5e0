import { type ConversationRow, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

/** Of an answer nobody has read although the visitor's page is open: it lies in a forgotten tab. */
const FORGOTTEN_TAB_MS = 15 * 60_000
/** Somebody who keeps writing puts the letter off, up to so many times the patience. */
const MOST_PATIENCE = 5
const LOOKED_AT_ONCE = 50
export const LETTER_PATIENCE_MS = 120_000

interface Waiting {
  id: string
  conversationId: string
  fromSeq: number
  toSeq: number | null
}

/**
 * Letters with answers that are to go now, fixed to the answers they hold. One whose visitor has read everything, has no
 * address any more or wants no letters is dropped; one whose visitor is here, or left a moment ago, waits on.
 */
export async function dueReplies(sql: Sql, patienceMs: Record<string, number>, now: number): Promise<string[]> {
  const at = isoAt(now)
  const waiting = await sql.all<Waiting>(
    `select "id", "conversationId", "fromSeq", "toSeq" from "outbox" where "kind" = 'reply' and "sentAt" is null and "failedAt" is null
       and "nextAt" <= ? and ("claimedUntil" is null or "claimedUntil" < ?)
     order by "nextAt" limit ?${sql.kind === 'postgres' ? ' for update skip locked' : ''}`,
    at,
    at,
    LOOKED_AT_ONCE,
  )
  const due: string[] = []
  for (const letter of waiting) {
    const judged = await judge(sql, letter, patienceMs, now)
    if (judged === 'later') continue
    if (judged === 'drop') await sql.run('delete from "outbox" where "id" = ?', letter.id)
    else if ('until' in judged)
      await sql.run('update "outbox" set "nextAt" = ? where "id" = ?', isoAt(judged.until), letter.id)
    else {
      const { recipient, fromSeq, toSeq } = judged
      await sql.run(
        'update "outbox" set "fromSeq" = ?, "toSeq" = ?, "recipient" = ? where "id" = ?',
        fromSeq,
        toSeq,
        recipient,
        letter.id,
      )
      due.push(letter.id)
    }
  }
  return due
}

type Judged = 'drop' | 'later' | { until: number } | { recipient: string; fromSeq: number; toSeq: number }

async function judge(
  sql: Sql,
  { conversationId, fromSeq, toSeq }: Waiting,
  patienceMs: Record<string, number>,
  now: number,
): Promise<Judged> {
  const columns = '"site", "visitorMail", "mailStoppedAt", "visitorRead", "visitorLeftAt"'
  // Whoever posts an answer holds this row: what it collects into and what is sent are decided one after the other.
  const row = await sql.one<
    Pick<ConversationRow, 'site' | 'visitorMail' | 'mailStoppedAt' | 'visitorRead' | 'visitorLeftAt'>
  >(
    `select ${columns} from "conversations" where "id" = ?${sql.kind === 'postgres' ? ' for update skip locked' : ''}`,
    conversationId,
  )
  if (!row)
    return (await sql.one('select 1 as "yes" from "conversations" where "id" = ?', conversationId)) ? 'later' : 'drop'
  if (row.visitorMail === null || row.mailStoppedAt !== null) return 'drop'
  const unread = await sql.one<{
    first: string | null
    last: string | null
    fromSeq: number | null
    toSeq: number | null
  }>(
    `select min("sentAt") as "first", min("seq") as "fromSeq", max("sentAt") as "last", max("seq") as "toSeq" from "messages" where "conversationId" = ? and "seq" >= ?
     and "seq" > ? and "seq" <= coalesce(?, 2147483647) and "author" = 'operator' and "kind" = 'text' and "deletedAt" is null`,
    conversationId,
    fromSeq,
    row.visitorRead,
    toSeq,
  )
  if (!unread?.first || !unread.last || unread.fromSeq === null || unread.toSeq === null) return 'drop'
  const going = { recipient: row.visitorMail, fromSeq: unread.fromSeq, toSeq: toSeq ?? unread.toSeq }
  // It was tried before: only reading it keeps it back now.
  if (toSeq !== null) return going
  const patience = patienceMs[row.site] ?? LETTER_PATIENCE_MS
  const first = Date.parse(unread.first)
  const until =
    row.visitorLeftAt === null
      ? first + Math.max(FORGOTTEN_TAB_MS, patience)
      : Math.max(
          Date.parse(row.visitorLeftAt) + patience,
          Math.min(Date.parse(unread.last) + patience, first + MOST_PATIENCE * patience),
        )
  return until > now ? { until } : going
}
