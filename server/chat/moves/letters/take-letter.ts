import { newId } from '#shared'
import { type ConversationRow, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { append, begin, type Change, finish, set } from '../change.ts'
import { filesToName } from '../files/name-files.ts'
import { confirmMailbox } from './confirmed-mailboxes.ts'
import { queueMail, waitForMailbox } from './queue-mail.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { heardFromVisitor } from '../post-message.ts'

/** A letter as it is kept for a while beside what was read of it. */
export interface KeptLetter {
  /** Empty: it names none. */
  sender: string
  subject: string
  /** All its words. */
  text: string
  files: readonly { name: string; size: number }[]
  /** Bytes. */
  size: number
  /** Its beginning as it came, gzip in base64. */
  source: string
  messageId: string | null
}

/** A file of a letter that was not kept. */
export interface LeftFile {
  name: string
  size: number
  code: string
}

export interface TakeLetter {
  conversationId: string
  clientMessageId: string
  /** `visitor`: their words. `other`: from a foreign address; operators see it as a note. `machine`, `blocked`: a note that nobody waits for. `begun`: its words began the conversation. */
  as: 'visitor' | 'other' | 'machine' | 'blocked' | 'begun'
  text: string
  letter: KeptLetter
  /** Files that were kept, of this conversation's visitor; not of one that began it, which has them already. */
  kept?: { files: readonly { id: string; name: string; size: number }[]; mostBytes: number }
  /** Files that were not, each with the code of its refusal. */
  notKept?: readonly LeftFile[]
  /** Whoever wrote is told of them, and that their letter was not read to its end; not where no letter is sent, or none may be: to machines, to nobody in particular. */
  toldBack?: { fileMb: number; wholeMb: number; cut?: boolean }
  /** What operators are told beside the words, once for each `code`. */
  notes: readonly { code: string; values: Record<string, string> }[]
  /** Where a solved conversation goes. */
  reopenTo: 'queued' | 'waiting'
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000
/** A flood of letters must not fill the disk: the oldest go first. */
const MOST_KEPT_BYTES = 500_000_000
const REMOVED_AT_ONCE = 200
/** Files named to whoever sent them. */
const MOST_TOLD = 10

/** Puts a letter into its conversation: the words, a line for operators about what did not come along, and the original. Once, however often it is delivered. */
export async function takeLetter(sql: Sql, r: TakeLetter, now: number): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  const { row } = change
  const { clientMessageId, letter } = r
  const woken: string[] = []
  const named = await filesToName(
    sql,
    row,
    r.kept ? { ids: r.kept.files.map(({ id }) => id), mostBytes: r.kept.mostBytes, ownerId: row.visitorId } : null,
  )
  const files = 'files' in named ? named.files : []
  const lost =
    'refused' in named ? (r.kept?.files ?? []).map(({ name, size }) => ({ name, size, code: named.refused })) : []
  if (r.as === 'visitor') {
    const by = { author: 'visitor' as const, authorId: row.visitorId, authorName: row.visitorName }
    const message = await append(sql, change, { ...by, clientMessageId, kind: 'text', text: r.text, files }, now)
    if (!message) return done(null)
    woken.push(...(await heardFromVisitor(sql, change, r.reopenTo, now)))
    // Who answers by mail wants to be answered by mail.
    set(change, { mailStoppedAt: null })
    await confirmMailbox(sql, { conversationId: row.id, mail: row.visitorMail ?? letter.sender })
    if (letter.sender !== row.visitorMail)
      await tellOperators(sql, change, 'letter_from_spelling', { from: letter.sender }, now)
  } else if (r.as !== 'begun') {
    const event = { code: noteOf(r), values: { from: letter.sender } }
    const message = await append(
      sql,
      change,
      { author: 'system', kind: 'note', text: r.text, clientMessageId, event, files },
      now,
    )
    if (!message) return done(null)
    if (r.as === 'other') {
      // Nobody may miss it: it waits like the visitor's own words.
      woken.push(...(await heardFromVisitor(sql, change, r.reopenTo, now)))
      set(change, { unread: row.unread + 1 })
    }
  }
  const notKept = [...(r.notKept ?? []), ...lost]
  const told = notKept.length > 0 ? [{ code: 'letter_files', values: { files: JSON.stringify(notKept) } }] : []
  for (const { code, values } of [...r.notes, ...told])
    if (!(await tellOperators(sql, change, code, values, now, `${clientMessageId}_${code.replace('letter_', '')}`)))
      return done(null)
  if (r.toldBack && (notKept.length > 0 || r.toldBack.cut)) await tellBack(sql, row, r, notKept, now)
  await keep(sql, r, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved, woken)
}

/** What has become of the files, for whoever sent them: in the letter that is on its way to them anyway, else in one of its own. */
async function tellBack(
  sql: Sql,
  row: ConversationRow,
  { text, letter, toldBack }: TakeLetter,
  notKept: readonly LeftFile[],
  now: number,
): Promise<void> {
  const left = { ...toldBack, notKept: notKept.slice(0, MOST_TOLD).map(({ name, code }) => ({ name, code })) }
  const unsent = await sql.one<{ id: string; content: string }>(
    `select "id", "content" from "outbox" where "conversationId" = ? and "kind" = 'auto_reply' and "sentAt" is null and "attempts" = 0 limit 1`,
    row.id,
  )
  if (unsent) {
    const content = JSON.stringify({ ...(JSON.parse(unsent.content) as object), left })
    await sql.run('update "outbox" set "content" = ? where "id" = ?', content, unsent.id)
    return
  }
  const recipient = row.visitorMail ?? letter.sender
  if (recipient === '' || (await waitForMailbox(sql, recipient, now)) > 0) return
  const content = { site: row.site, question: text, visitorName: row.visitorName, left }
  await queueMail(sql, { kind: 'auto_reply', conversationId: row.id, recipient, locale: row.locale, content }, now)
}

const noteOf = ({ as, letter }: TakeLetter): string =>
  as === 'machine'
    ? 'letter_automatic'
    : as === 'blocked'
      ? 'letter_from_blocked'
      : letter.sender === ''
        ? 'letter_from_nobody'
        : 'letter_from_other'

/** A fact about letters that operators alone see. */
export const tellOperators = (
  sql: Sql,
  change: Change,
  code: string,
  values: Record<string, string>,
  now: number,
  clientMessageId?: string,
) =>
  append(
    sql,
    change,
    { author: 'system', kind: 'note', event: { code, values }, ...(clientMessageId ? { clientMessageId } : {}) },
    now,
  )

async function keep(sql: Sql, { conversationId, clientMessageId, letter }: TakeLetter, now: number): Promise<void> {
  const kept = letter.text.length + letter.source.length
  await sql.run(
    `insert into "letters" ("id", "conversationId", "clientMessageId", "sender", "subject", "text", "files", "size", "source", "messageId", "keptBytes", "receivedAt")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    newId('let', now),
    conversationId,
    clientMessageId,
    letter.sender,
    letter.subject,
    letter.text,
    JSON.stringify(letter.files),
    letter.size,
    letter.source,
    letter.messageId,
    kept,
    isoAt(now),
  )
}

/** Originals are kept for thirty days, and as long as there is room. Some at a time: whoever writes meanwhile has their turn. */
export async function pruneLetters(sql: Sql, _: object, now: number): Promise<Outcome<{ more: boolean }>> {
  const oldest = 'select "id" from "letters" where "receivedAt" < ? order by "receivedAt" limit ?'
  const kept = isoAt(now - KEPT_MS)
  const removed = await sql.run(`delete from "letters" where "id" in (${oldest})`, kept, REMOVED_AT_ONCE)
  if (removed === REMOVED_AT_ONCE) return done({ more: true })
  const held = await sql.one<{ bytes: number | null }>('select sum("keptBytes") as "bytes" from "letters"')
  const tooMuch = Number(held?.bytes ?? 0) > MOST_KEPT_BYTES
  if (tooMuch)
    await sql.run(
      'delete from "letters" where "id" in (select "id" from "letters" order by "receivedAt" limit ?)',
      REMOVED_AT_ONCE,
    )
  return done({ more: tooMuch })
}
