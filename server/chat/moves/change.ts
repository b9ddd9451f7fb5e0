import { cutText, messageWords, newId } from '#shared'
import type { Message } from '#protocol'
import { type ConversationRow, isoAt, type MessageRow, presentMessage } from '../conversation.ts'
import { type FileRow, namesOf } from '../file-row.ts'
import { HEAD_COLUMNS, type MoveSql } from '../heads.ts'
import { lockRow, marks, type Sql } from '../sql.ts'
import { carried, nameFiles } from './files/name-files.ts'
import type { Moved, Said } from './outcome.ts'

const EXCERPT_LENGTH = 240
/** Marks, and addresses of links, take room too. */
const READ_FOR_EXCERPT = 2_000

/** One conversation while a move changes it: row locked at the beginning, written once at the end. */
export interface Change {
  row: ConversationRow
  said: Said[]
  before: Moved['before']
  changed: Set<keyof ConversationRow>
}

export async function begin(sql: Sql, conversationId: string): Promise<Change | null> {
  const row = await sql.one<ConversationRow>(
    `select * from "conversations" where "id" = ?${lockRow(sql)}`,
    conversationId,
  )
  return row ? changeOf(row) : null
}

/** As `begin`, with only what a message needs: it happens far more often than all else together. */
export async function beginPosting(sql: MoveSql, conversationId: string): Promise<Change | null> {
  const kept = sql.heads?.take(conversationId)
  if (kept) return changeOf(kept)
  const row = await sql.one<ConversationRow>(
    `select ${HEAD_COLUMNS} from "conversations" where "id" = ?${lockRow(sql)}`,
    conversationId,
  )
  return row ? changeOf(row) : null
}

/** A message changes no state, unless it reopens or wakes. SQLite's writer puts the row off until its transaction ends or something else needs it. */
export async function finishPosting(
  sql: MoveSql,
  change: Change,
  now: number,
): Promise<{ said: Said[]; moved: Moved[] }> {
  if (change.row.state !== change.before.state || change.changed.has('snoozedAt')) return finish(sql, change, now)
  if (!sql.heads) return finishQuietly(sql, change, now)
  Object.assign(change.row, { rev: change.row.rev + 1, changedAt: isoAt(now) })
  sql.heads.postpone(change.row)
  return { said: change.said, moved: [] }
}

export const changeOf = (row: ConversationRow): Change => ({
  row,
  said: [],
  before: { operatorId: row.operatorId, state: row.state, offeredTo: row.offeredTo },
  changed: new Set(),
})

export function set(change: Change, patch: Partial<ConversationRow>): void {
  Object.assign(change.row, patch)
  for (const key of Object.keys(patch)) change.changed.add(key as keyof ConversationRow)
}

export interface Saying {
  clientMessageId?: string
  author: Message['author']
  authorId?: string | null
  authorName?: string | null
  kind: Message['kind']
  text?: string
  /** As `filesToName` found them. */
  files?: readonly FileRow[]
  event?: Message['event']
  template?: { id: string; edited: boolean } | null
}

/** What a message is stored with, in this order. */
export const MESSAGE_COLUMNS = [
  'conversationId',
  'seq',
  'id',
  'clientMessageId',
  'author',
  'authorId',
  'authorName',
  'kind',
  'text',
  'event',
  'templateId',
  'templateEdited',
  'sentAt',
] as const
export const APPEND = `insert into "messages" (${MESSAGE_COLUMNS.map((column) => `"${column}"`).join(', ')})
  values (${marks(MESSAGE_COLUMNS.length)}) on conflict ("conversationId", "clientMessageId") do nothing`

/** Appends with the next `seq`. Returns null, appending nothing, if this `clientMessageId` stands already (I2). */
export async function append(sql: Sql, change: Change, saying: Saying, now: number): Promise<Message | null> {
  const { row } = change
  const id = newId('msg', now)
  const files = saying.files && saying.files.length > 0 ? carried(saying.files) : null
  const stored: MessageRow = {
    conversationId: row.id,
    seq: row.lastSeq + 1,
    id,
    clientMessageId: saying.clientMessageId ?? id,
    author: saying.author,
    authorId: saying.authorId ?? null,
    authorName: saying.authorName ?? null,
    kind: saying.kind,
    text: saying.text ?? '',
    files: files && JSON.stringify(files),
    event: saying.event ? JSON.stringify(saying.event) : null,
    templateId: saying.template?.id ?? null,
    templateEdited: saying.template ? Number(saying.template.edited) : null,
    editedAt: null,
    deletedAt: null,
    sentAt: isoAt(now),
  }
  const inserted = await sql.run(APPEND, ...MESSAGE_COLUMNS.map((column) => stored[column]))
  if (inserted === 0) return null
  // Not a column of the statement above: nearly no message has files, and that one runs thousands of times a second.
  if (files)
    await sql.run(
      'update "messages" set "files" = ? where "conversationId" = ? and "seq" = ?',
      stored.files,
      stored.conversationId,
      stored.seq,
    )
  set(change, { lastSeq: stored.seq })
  if (stored.author === 'visitor') set(change, { unread: row.unread + 1 })
  if (stored.kind === 'text')
    set(change, {
      lastAuthor: stored.author,
      lastText: cutText(stored.text.trim() === '' && files ? namesOf(files) : plainly(stored), EXCERPT_LENGTH),
      lastAt: stored.sentAt,
    })
  const message = presentMessage(stored)
  if (files && saying.files) await nameFiles(sql, saying.files, message)
  change.said.push({
    message,
    fresh: true,
    visitorId: row.visitorId,
    operatorId: row.operatorId,
    authorId: stored.authorId,
  })
  return message
}

/** As lists show it: its first words, without the marks that draw an operator's. */
const plainly = ({ author, text }: MessageRow): string =>
  author === 'operator' ? messageWords(text.slice(0, READ_FOR_EXCERPT), false) : text

export const announce = (
  sql: Sql,
  change: Change,
  code: string,
  values: Record<string, string | number>,
  now: number,
): Promise<Message | null> => append(sql, change, { author: 'system', kind: 'event', event: { code, values } }, now)

/** Writes what was set as a change of state. Facts carry the members as they are after the move. */
export async function finish(sql: MoveSql, change: Change, now: number): Promise<{ said: Said[]; moved: Moved[] }> {
  set(change, { movedRev: change.row.rev + 1 })
  const { said } = await finishQuietly(sql, change, now)
  return { said, moved: [movedBy(change)] }
}

/** As `finish`, for what has facts of its own: messages and read marks. */
export async function finishQuietly(sql: MoveSql, change: Change, now: number): Promise<{ said: Said[]; moved: [] }> {
  await sql.heads?.release(change.row.id)
  // Only what somebody holds is put off, and by them: with them the reason goes.
  const { row, before } = change
  if (row.snoozedAt && (row.state !== 'active' || row.operatorId !== before.operatorId))
    set(change, { snoozedAt: null, snoozedUntil: null })
  set(change, { rev: change.row.rev + 1, changedAt: isoAt(now) })
  const keys = [...change.changed]
  const assignments = keys.map((key) => `"${key}" = ?`).join(', ')
  await sql.run(
    `update "conversations" set ${assignments} where "id" = ?`,
    ...keys.map((key) => change.row[key]),
    change.row.id,
  )
  return { said: change.said.map((one) => ({ ...one, operatorId: change.row.operatorId })), moved: [] }
}

function movedBy({ row, before }: Change): Moved {
  return {
    conversationId: row.id,
    site: row.site,
    visitorId: row.visitorId,
    operatorId: row.operatorId,
    state: row.state,
    before,
    offeredTo: row.offeredTo,
    movedRev: row.movedRev,
  }
}

export const findMessage = async (
  sql: Sql,
  conversationId: string,
  clientMessageId: string,
): Promise<MessageRow | undefined> =>
  sql.one<MessageRow>(
    'select * from "messages" where "conversationId" = ? and "clientMessageId" = ?',
    conversationId,
    clientMessageId,
  )
