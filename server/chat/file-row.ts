import type { FileKind } from '#shared'
import type { MessageFile } from '#protocol'

/** A file as it is stored beside conversations; its bytes lie in the file store under `sha256` and `id`. */
export interface FileRow {
  /** Made by whoever uploaded it. */
  id: string
  site: string
  /** A visitor or somebody at the desk. */
  ownerId: string
  /** null: of a visitor, and in no message yet. */
  conversationId: string | null
  /** null: in no message yet. */
  messageId: string | null
  /** 1: of a note; visitors never get it. */
  note: number
  /** 1: its message was deleted. */
  withdrawn: number
  name: string
  type: string
  kind: FileKind
  size: number
  width: number | null
  height: number | null
  thumbWidth: number | null
  thumbHeight: number | null
  sha256: string
  thumbSha256: string | null
  /** Of the bytes as they came: the same ones under the same id are the same file. */
  sourceSha256: string
  createdAt: string
}

export const presentFile = (row: FileRow): MessageFile => ({
  id: row.id,
  name: row.name,
  type: row.type,
  kind: row.kind,
  size: row.size,
  ...(row.width !== null && row.height !== null ? { width: row.width, height: row.height } : {}),
  ...(row.thumbWidth !== null && row.thumbHeight !== null
    ? { thumb: { width: row.thumbWidth, height: row.thumbHeight } }
    : {}),
})

/** Where lists show the words of a message that has none. */
export const namesOf = (files: readonly Pick<MessageFile, 'name'>[]): string =>
  files.map(({ name }) => `📎 ${name}`).join('\n')
