import type { Message, RefusalCode } from '#protocol'
import { type FileRow, presentFile } from '../../file-row.ts'
import { lockRow, marks, type Sql } from '../../sql.ts'

/** Files a message is about to name. */
export interface NamedFiles {
  ids: readonly string[]
  /** Who wrote the message: only their own files go into it. */
  ownerId: string
  /** The site's bound on all files of a conversation. */
  mostBytes: number
}

/** Of what is stored of a message: its files' ids, in their order. */
export const idsIn = (files: string | null): string[] =>
  files === null ? [] : (JSON.parse(files) as { id: string }[]).map(({ id }) => id)

export const sameFiles = (stored: string | null, asked: readonly string[] | undefined): boolean =>
  idsIn(stored).join() === (asked ?? []).join()

/** The files as the message will carry them, or why it may not. Changes nothing. */
export async function filesToName(
  sql: Sql,
  conversation: { id: string; site: string },
  named: NamedFiles | null,
): Promise<{ files: FileRow[] } | { refused: RefusalCode }> {
  if (!named || named.ids.length === 0) return { files: [] }
  const rows = await sql.all<FileRow>(
    `select * from "files" where "id" in (${marks(named.ids.length)}) order by "id"${lockRow(sql)}`,
    ...named.ids,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const files: FileRow[] = []
  for (const id of named.ids) {
    const row = byId.get(id)
    const free =
      row?.messageId === null &&
      row.ownerId === named.ownerId &&
      row.site === conversation.site &&
      (row.conversationId === null || row.conversationId === conversation.id)
    if (!row || !free) return { refused: 'file_gone' }
    files.push(row)
  }
  const held = await sql.one<{ bytes: number | null }>(
    'select sum("size") as "bytes" from "files" where "conversationId" = ? and "messageId" is not null',
    conversation.id,
  )
  const more = files.reduce((sum, { size }) => sum + size, 0)
  return Number(held?.bytes ?? 0) + more > named.mostBytes ? { refused: 'conversation_files_full' } : { files }
}

/** After the message was appended, in the same transaction: from now on they are its own. */
export async function nameFiles(sql: Sql, files: readonly FileRow[], message: Message): Promise<void> {
  for (const { id } of files)
    await sql.run(
      'update "files" set "conversationId" = ?, "messageId" = ?, "note" = ? where "id" = ?',
      message.conversationId,
      message.id,
      Number(message.kind === 'note'),
      id,
    )
}

export const carried = (files: readonly FileRow[]) => files.map(presentFile)
