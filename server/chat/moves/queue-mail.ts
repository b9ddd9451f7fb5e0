import { mailboxOf, newId } from '#shared'
import type { Message } from '#protocol'
import { type ConversationRow, isoAt } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { done, type Outcome, refused } from './outcome.ts'

/** A transcript goes to any address the visitor names, so it could be used to pester: a few an hour, no more. */
const TRANSCRIPT_WINDOW_MS = 60 * 60_000
const MOST_TRANSCRIPTS = 3

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
    isoAt(now),
    isoAt(now),
  )
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
