import { UNSENT_FILE_MS } from '#protocol'
import { isoAt } from '../../conversation.ts'
import type { FileRow } from '../../file-row.ts'
import { marks, type Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

export type FileBytes = Pick<FileRow, 'id' | 'sha256' | 'thumbSha256'>
export const BYTES_OF_FILE = '"id", "sha256", "thumbSha256"'

const REMOVED_AT_ONCE = 200

/** Files in no message for a day; whoever asked removes their bytes afterwards. */
export async function pruneFiles(sql: Sql, _: object, now: number): Promise<Outcome<{ gone: FileBytes[] }>> {
  const gone = await sql.all<FileBytes>(
    `select ${BYTES_OF_FILE} from "files" where "messageId" is null and "createdAt" < ? order by "createdAt" limit ?${
      sql.kind === 'postgres' ? ' for update skip locked' : ''
    }`,
    isoAt(now - UNSENT_FILE_MS),
    REMOVED_AT_ONCE,
  )
  if (gone.length > 0)
    await sql.run(`delete from "files" where "id" in (${marks(gone.length)})`, ...gone.map(({ id }) => id))
  return done({ gone })
}
