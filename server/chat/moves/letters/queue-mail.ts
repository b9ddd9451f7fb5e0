import { mailboxOf, newId } from '#shared'
import type { Message } from '#protocol'
import { type ConversationRow, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { isConfirmed } from './confirmed-mailboxes.ts'
import { done, type Outcome, refused } from '../outcome.ts'

/** A transcript goes to any address the visitor names, so it could be used to pester: a few an hour, no more. */
const TRANSCRIPT_WINDOW_MS = 60 * 60_000
const MOST_TRANSCRIPTS = 3

/** Letters nobody at the shop wrote, to a mailbox nobody has answered from: it may be anybody's, and many may name it. */
const AUTOMATIC_BOUNDS = [
  { most: 3, withinMs: 60 * 60_000 },
  { most: 10, withinMs: 24 * 60 * 60_000 },
] as const

export type MailKind = 'reply' | 'auto_reply' | 'transcript'

/** A letter to be sent, written in the same transaction as what it tells of: neither exists without the other (I10). */
export async function queueMail(
  sql: Sql,
  mail: {
    kind: MailKind
    conversationId: string | null
    recipient: string
    locale: string
    content: object
    fromSeq?: number
    /** Not before so long from now. */
    afterMs?: number
  },
  now: number,
): Promise<void> {
  await sql.run(
    `insert into "outbox" ("id", "kind", "conversationId", "recipient", "mailbox", "locale", "content", "fromSeq", "attempts", "nextAt", "createdAt")
     values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
    newId('mail', now),
    mail.kind,
    mail.conversationId,
    mail.recipient,
    mailboxOf(mail.recipient),
    mail.locale,
    JSON.stringify(mail.content),
    mail.fromSeq ?? null,
    isoAt(now + (mail.afterMs ?? 0)),
    isoAt(now),
  )
}

/** Milliseconds until this mailbox may get another automatic letter; 0 if now. */
export async function waitForMailbox(sql: Sql, address: string, now: number): Promise<number> {
  const mailbox = mailboxOf(address)
  const waits: number[] = []
  for (const { most, withinMs } of AUTOMATIC_BOUNDS) {
    const sent = await sql.all<{ createdAt: string }>(
      `select "createdAt" from "outbox" where "mailbox" = ? and "kind" <> 'reply' and "createdAt" > ? order by "createdAt" desc limit ?`,
      mailbox,
      isoAt(now - withinMs),
      most,
    )
    const oldest = sent[most - 1]
    if (oldest) waits.push(Math.max(1_000, Date.parse(oldest.createdAt) + withinMs - now))
  }
  return waits.length === 0 || (await isConfirmed(sql, mailbox)) ? 0 : Math.max(...waits)
}

/** Answers gather in one letter until it goes; whether it goes at all is decided when its time has come. */
export async function collectAnswer(sql: Sql, row: ConversationRow, message: Message, now: number): Promise<void> {
  if (row.visitorMail === null || row.mailStoppedAt !== null) return
  const collecting = await sql.one(
    `select 1 as "yes" from "outbox" where "conversationId" = ? and "kind" = 'reply' and "toSeq" is null and "sentAt" is null and "failedAt" is null limit 1`,
    row.id,
  )
  if (collecting) return
  await queueMail(
    sql,
    {
      kind: 'reply',
      conversationId: row.id,
      recipient: row.visitorMail,
      locale: row.locale,
      content: { site: row.site },
      fromSeq: message.seq,
    },
    now,
  )
}

/** The conversation as it was when asked for, to the address asked for. */
export async function mailTranscript(
  sql: Sql,
  r: { conversationId: string; visitorId: string; mail: string; site: string; locale: string; text: string },
  now: number,
): Promise<Outcome<null>> {
  const since = isoAt(now - TRANSCRIPT_WINDOW_MS)
  const recent = await sql.one<{ n: number }>(
    `select count(*) as "n" from "outbox" where "conversationId" = ? and "kind" = 'transcript' and "createdAt" > ?`,
    r.conversationId,
    since,
  )
  if (Number(recent?.n ?? 0) >= MOST_TRANSCRIPTS) return refused('too_many', { retryAfterMs: TRANSCRIPT_WINDOW_MS })
  const wait = await waitForMailbox(sql, r.mail, now)
  if (wait > 0) return refused('too_many', { retryAfterMs: wait })
  await queueMail(
    sql,
    {
      kind: 'transcript',
      conversationId: r.conversationId,
      recipient: r.mail,
      locale: r.locale,
      content: { site: r.site, text: r.text },
    },
    now,
  )
  return done(null)
}

/** Which conversation a reply address belongs to. */
export async function keepReplyKey(sql: Sql, r: { conversationId: string; key: string }): Promise<Outcome<null>> {
  await sql.run(
    'insert into "replyKeys" ("key", "conversationId") values (?, ?) on conflict do nothing',
    r.key,
    r.conversationId,
  )
  return done(null)
}
