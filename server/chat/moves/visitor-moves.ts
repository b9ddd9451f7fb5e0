import { type ConversationRow, isoAt } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { announce, begin, type Change, finish, finishQuietly, set } from './change.ts'
import { done, type Outcome, refused } from './outcome.ts'
import { enter, enterRating } from './journal/journal.ts'
import { queueMail, waitForMailbox } from './letters/queue-mail.ts'

/** The visitor's own conversation, or nothing: a foreign id looks like one that does not exist (I9). */
async function beginOwn(sql: Sql, conversationId: string, visitorId: string): Promise<Change | null> {
  const change = await begin(sql, conversationId)
  return change && change.row.visitorId === visitorId ? change : null
}

export async function mailInstead(
  sql: Sql,
  r: { conversationId: string; visitorId: string; mail: string; stay?: boolean; opensAt: string | null },
  now: number,
): Promise<Outcome<null>> {
  const change = await beginOwn(sql, r.conversationId, r.visitorId)
  if (!change) return refused('not_found')
  if (change.row.state === 'solved') return refused('closed')
  const { row } = change
  if (r.stay) return keepMail(sql, change, r.mail, now)
  if (row.visitorMail === r.mail && row.wantsMail === 1 && row.mailStoppedAt === null) return done(null)
  const waits: Partial<ConversationRow> =
    row.state === 'queued' ? { state: 'waiting', offeredTo: null, offeredUntil: null } : {}
  set(change, { visitorMail: r.mail, wantsMail: 1, mailStoppedAt: null, ...waits })
  await announce(sql, change, 'mail_instead', { mail: r.mail }, now)
  if ((await waitForMailbox(sql, r.mail, now)) === 0)
    await queueMail(
      sql,
      {
        kind: 'auto_reply',
        conversationId: row.id,
        recipient: r.mail,
        locale: row.locale,
        content: { site: row.site, question: row.question, opensAt: r.opensAt, visitorName: row.visitorName },
      },
      now,
    )
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** For the case that they leave: place, state and operator stay as they are. */
async function keepMail(sql: Sql, change: Change, mail: string, now: number): Promise<Outcome<null>> {
  if (change.row.visitorMail === mail && change.row.mailStoppedAt === null) return done(null)
  set(change, { visitorMail: mail, mailStoppedAt: null })
  await announce(sql, change, 'mail_kept', { mail }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

export async function rate(
  sql: Sql,
  r: { conversationId: string; visitorId: string; stars: number; comment: string | null },
  now: number,
): Promise<Outcome<null>> {
  const change = await beginOwn(sql, r.conversationId, r.visitorId)
  if (!change) return refused('not_found')
  if (change.row.state === 'queued') return refused('not_allowed')
  set(change, { stars: r.stars, ratingComment: r.comment })
  await enterRating(sql, change.row, r.stars, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** The visitor leaves: solved by nobody, the operator keeps it in their history. */
export async function endByVisitor(
  sql: Sql,
  r: { conversationId: string; visitorId: string },
  now: number,
): Promise<Outcome<null>> {
  const change = await beginOwn(sql, r.conversationId, r.visitorId)
  if (!change) return refused('not_found')
  if (change.row.state === 'solved') return done(null)
  set(change, { state: 'solved', solvedAt: isoAt(now), offeredTo: null, offeredUntil: null, awaitingSince: null })
  await announce(sql, change, 'ended_by_visitor', {}, now)
  await enter(sql, change.row, { act: 'ended', personId: change.row.operatorId, how: 'visitor' }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

export interface MarkRead {
  conversationId: string
  by: { visitorId: string } | { operatorId: string }
  seq: number
  /** true: it was only received. */
  delivered?: boolean
}

/** Marks never go back and never beyond what was said. `value` is null when nothing changed. */
export async function markRead(
  sql: Sql,
  r: MarkRead,
  now: number,
): Promise<Outcome<{ delivered: number; read: number; visitorId: string; operatorId: string | null } | null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  const { row } = change
  const visitor = 'visitorId' in r.by
  if ('visitorId' in r.by ? row.visitorId !== r.by.visitorId : row.operatorId !== r.by.operatorId)
    return refused('not_found')
  const [deliveredKey, readKey] = visitor
    ? (['visitorDelivered', 'visitorRead'] as const)
    : (['operatorDelivered', 'operatorRead'] as const)
  const seq = Math.min(r.seq, row.lastSeq)
  const delivered = Math.max(row[deliveredKey], seq)
  const read = r.delivered ? row[readKey] : Math.max(row[readKey], seq)
  if (delivered === row[deliveredKey] && read === row[readKey]) return done(null)
  set(change, { [deliveredKey]: delivered, [readKey]: read })
  if (!visitor && row.unread > 0) set(change, { unread: await unreadAfter(sql, row.id, read) })
  await finishQuietly(sql, change, now)
  return done({ delivered, read, visitorId: row.visitorId, operatorId: row.operatorId })
}

async function unreadAfter(sql: Sql, conversationId: string, read: number): Promise<number> {
  const left = await sql.one<{ n: number }>(
    `select count(*) as "n" from "messages" where "conversationId" = ? and "seq" > ? and "author" = 'visitor'`,
    conversationId,
    read,
  )
  return Number(left?.n ?? 0)
}
