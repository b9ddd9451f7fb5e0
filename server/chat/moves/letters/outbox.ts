import type { InterfaceLocale } from '#shared'
import { isoAt } from '../../conversation.ts'
import { marks, type Sql } from '../../sql.ts'
import { begin, finish } from '../change.ts'
import { idsIn } from '../files/name-files.ts'
import { isConfirmed } from './confirmed-mailboxes.ts'
import { dueReplies } from './due-replies.ts'
import { done, type Outcome } from '../outcome.ts'
import { tellOperators } from './take-letter.ts'

export interface Letter {
  id: string
  kind: 'reply' | 'auto_reply' | 'transcript' | 'digest'
  conversationId: string | null
  recipient: string
  locale: InterfaceLocale
  /** JSON. */
  content: string
  attempts: number
  createdAt: string
  /** Whoever the address belongs to has answered us before. */
  confirmed: boolean
  /** What it is about; null on letters about nothing we still know. */
  about: { question: string; visitorName: string | null; createdAt: string } | null
  /** The answers it brings, oldest first. */
  answers: { text: string; author: string | null; authorId?: string | null; files?: LetterFile[] }[]
  /** Letters of ours about the same conversation that were sent, oldest first. */
  before: string[]
  /** The visitor's letter that began the conversation, if one did. */
  begunBy: { messageId: string; subject: string } | null
}

/** A file of an answer, and what its bytes are found by. */
export interface LetterFile {
  id: string
  name: string
  type: string
  size: number
  sha256: string
}

/** Longer than any SMTP dialogue: a sender that died lets go of its letters after this. */
const CLAIM_MS = 120_000
/** Of the thread, as mail programs need it. */
const MOST_BEFORE = 20

export interface ClaimLetters {
  nodeId: string
  most: number
  /** By site, how long a visitor must have been away before answers go by mail. */
  patienceMs: Record<string, number>
}

/** Takes letters that are due; nobody else gets them while the claim holds. */
export async function claimLetters(sql: Sql, r: ClaimLetters, now: number): Promise<Outcome<{ letters: Letter[] }>> {
  const at = isoAt(now)
  const replies = await dueReplies(sql, r.patienceMs, now)
  const others = await sql.all<{ id: string }>(
    `select "id" from "outbox" where "kind" <> 'reply' and "sentAt" is null and "failedAt" is null and "nextAt" <= ?
       and ("claimedUntil" is null or "claimedUntil" < ?)
     order by "createdAt" limit ?${sql.kind === 'postgres' ? ' for update skip locked' : ''}`,
    at,
    at,
    r.most,
  )
  const ids = [...others.map((one) => one.id), ...replies].slice(0, r.most)
  if (ids.length === 0) return done({ letters: [] })
  await sql.run(
    `update "outbox" set "claimedBy" = ?, "claimedUntil" = ?, "attempts" = "attempts" + 1 where "id" in (${marks(ids.length)})`,
    r.nodeId,
    isoAt(now + CLAIM_MS),
    ...ids,
  )
  const rows = await sql.all<Row>(
    `select "id", "kind", "conversationId", "recipient", "locale", "content", "attempts", "createdAt", "fromSeq", "toSeq", "mailbox"
     from "outbox" where "id" in (${marks(ids.length)}) order by "createdAt"`,
    ...ids,
  )
  const letters: Letter[] = []
  for (const row of rows) letters.push(await filled(sql, row))
  return done({ letters })
}

interface Row
  extends Pick<
    Letter,
    'id' | 'kind' | 'conversationId' | 'recipient' | 'locale' | 'content' | 'attempts' | 'createdAt'
  > {
  fromSeq: number | null
  toSeq: number | null
  mailbox: string | null
}

async function filled(sql: Sql, { fromSeq, toSeq, mailbox, ...row }: Row): Promise<Letter> {
  const letter: Letter = {
    ...row,
    confirmed: mailbox !== null && (await isConfirmed(sql, mailbox)),
    about: null,
    answers: [],
    before: [],
    begunBy: null,
  }
  const { conversationId } = row
  if (conversationId === null) return letter
  const about = await sql.one<NonNullable<Letter['about']>>(
    'select "question", "visitorName", "createdAt" from "conversations" where "id" = ?',
    conversationId,
  )
  const before = await sql.all<{ id: string }>(
    `select "id" from "outbox" where "conversationId" = ? and "kind" <> 'transcript' and "sentAt" is not null and "id" <> ?
     order by "sentAt" desc, "id" desc limit ?`,
    conversationId,
    row.id,
    MOST_BEFORE,
  )
  const begunBy = await sql.one<NonNullable<Letter['begunBy']>>(
    `select "letters"."messageId" as "messageId", "letters"."subject" as "subject" from "letters"
     join "conversations" on "conversations"."id" = "letters"."conversationId" and "conversations"."startKey" = "letters"."clientMessageId"
     where "letters"."conversationId" = ? and "letters"."messageId" is not null`,
    conversationId,
  )
  const answers =
    toSeq === null
      ? []
      : await sql.all<Answered>(
          `select "id", "text", "files", "authorId", "authorName" as "author" from "messages" where "conversationId" = ? and "seq" >= ? and "seq" <= ?
           and "author" = 'operator' and "kind" = 'text' and "deletedAt" is null order by "seq"`,
          conversationId,
          fromSeq,
          toSeq,
        )
  return {
    ...letter,
    about: about ?? null,
    answers: await withFiles(sql, answers),
    before: before.map((one) => one.id).reverse(),
    begunBy: begunBy ?? null,
  }
}

interface Answered {
  id: string
  text: string
  author: string | null
  authorId: string | null
  files: string | null
}

async function withFiles(sql: Sql, answers: Answered[]): Promise<Letter['answers']> {
  const ids = answers.filter(({ files }) => files !== null).map(({ id }) => id)
  const rows =
    ids.length === 0
      ? []
      : await sql.all<LetterFile>(
          `select "id", "name", "type", "size", "sha256" from "files" where "messageId" in (${marks(ids.length)}) and "withdrawn" = 0`,
          ...ids,
        )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return answers.map(({ text, author, authorId, files }) => {
    const found = idsIn(files).flatMap((id) => byId.get(id) ?? [])
    return { text, author, authorId, ...(found.length > 0 ? { files: found } : {}) }
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

/** `retryAt` null: it is refused for good, and the conversation says so. `ofServer`: that the server takes letters is in doubt (`triedAt`), not that of one address that asks to wait. */
export async function letterFailed(
  sql: Sql,
  { id, error, retryAt, ofServer }: { id: string; error: string; retryAt: string | null; ofServer: boolean },
  now: number,
): Promise<Outcome<null>> {
  const changed = await sql.run(
    'update "outbox" set "claimedUntil" = null, "lastError" = ?, "triedAt" = ?, "nextAt" = coalesce(?, "nextAt"), "failedAt" = ? where "id" = ? and "sentAt" is null',
    error,
    ofServer ? isoAt(now) : null,
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
  const letter = await sql.one<{ conversationId: string | null; recipient: string; lastError: string }>(
    'select "conversationId", "recipient", "lastError" from "outbox" where "id" = ?',
    id,
  )
  const change = letter?.conversationId ? await begin(sql, letter.conversationId) : null
  if (!letter || !change) return done(null)
  await tellOperators(sql, change, 'letter_undelivered', { mail: letter.recipient, reason: letter.lastError }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** Without a mail server nothing goes out, and what was written meanwhile must not go out months later. */
export async function dropLetters(
  sql: Sql,
  { olderThanMs }: { olderThanMs: number },
  now: number,
): Promise<Outcome<null>> {
  await sql.run(
    'delete from "outbox" where "sentAt" is null and "failedAt" is null and "createdAt" < ?',
    isoAt(now - olderThanMs),
  )
  return done(null)
}
