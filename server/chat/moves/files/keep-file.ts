import { DAY_MS } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { FileRow } from '../../file-row.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

export type NewFile = Omit<FileRow, 'messageId' | 'note' | 'withdrawn' | 'createdAt'>

/** `kept`: the row that stands under this id now. `another`: it is of other bytes, or of somebody else. `day_full`: see `dayBytes`. */
export type FileKept = { kept: FileRow } | { refused: 'another' | 'day_full' }

/** Bytes this owner has uploaded within 24 hours. */
export async function dayBytes(sql: Sql, ownerId: string, now: number): Promise<number> {
  const sent = await sql.one<{ bytes: number | null }>(
    'select sum("size") as "bytes" from "files" where "ownerId" = ? and "createdAt" > ?',
    ownerId,
    isoAt(now - DAY_MS),
  )
  return Number(sent?.bytes ?? 0)
}

/** Enters a file whose bytes are in the store. Once: the same id with the same bytes gives the row that is there. */
export async function keepFile(
  sql: Sql,
  r: { file: NewFile; mostOfDay: number | null },
  now: number,
): Promise<Outcome<FileKept>> {
  const { file, mostOfDay } = r
  const there = await sql.one<FileRow>('select * from "files" where "id" = ?', file.id)
  if (there) return done(same(there, file) ? { kept: there } : { refused: 'another' })
  if (mostOfDay !== null && (await dayBytes(sql, file.ownerId, now)) + file.size > mostOfDay)
    return done({ refused: 'day_full' })
  const row: FileRow = { ...file, messageId: null, note: 0, withdrawn: 0, createdAt: isoAt(now) }
  const columns = Object.keys(row)
  const inserted = await sql.run(
    `insert into "files" (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})
     on conflict ("id") do nothing`,
    ...Object.values(row),
  )
  if (inserted > 0) return done({ kept: row })
  // Another node was quicker.
  const first = await sql.one<FileRow>('select * from "files" where "id" = ?', file.id)
  return done(first && same(first, file) ? { kept: first } : { refused: 'another' })
}

/** Whether this upload is that file, sent again. */
export const same = (
  row: FileRow,
  file: Pick<FileRow, 'ownerId' | 'site' | 'sourceSha256' | 'conversationId'>,
): boolean =>
  row.ownerId === file.ownerId &&
  row.site === file.site &&
  row.sourceSha256 === file.sourceSha256 &&
  // A visitor's file finds its conversation with its message.
  (file.conversationId === null || row.conversationId === file.conversationId)
