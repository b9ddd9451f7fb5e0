import type { FileAddress } from '#protocol'
import type { FileRow } from '../../chat/file-row.ts'
import { marks } from '../../chat/sql.ts'
import type { FileVersion } from '../../files/file-address.ts'
import type { Core } from '../core.ts'
import type { FileToSend } from '../live.ts'

/** Addresses of files in a conversation, for somebody who was found to be its member. A visitor gets none of a note; nobody gets what was withdrawn, or what another has not sent yet. */
export async function openFiles(
  core: Pick<Core, 'addresses' | 'now' | 'sql'>,
  of: { conversationId: string; ids: readonly string[]; reader: string; notes: boolean; site: string },
): Promise<FileAddress[]> {
  const rows = await core.sql.all<FileRow>(
    `select * from "files" where "id" in (${marks(of.ids.length)}) and "site" = ? and "withdrawn" = 0
       and (("conversationId" = ? and "messageId" is not null${of.notes ? '' : ' and "note" = 0'}) or ("messageId" is null and "ownerId" = ?))`,
    ...of.ids,
    of.site,
    of.conversationId,
    of.reader,
  )
  const now = core.now()
  return rows.map(({ id, thumbSha256 }) => core.addresses.of({ id, thumb: thumbSha256 !== null }, now))
}

/** A picture somebody at the desk sent to this visitor, for whoever may read the conversation; not one of a note, nor a withdrawn one. */
export async function sentPicture(
  core: Pick<Core, 'files' | 'sql'>,
  of: { conversationId: string; id: string },
): Promise<Pick<FileToSend, 'name' | 'read'> | null> {
  const { files } = core
  const row = await core.sql.one<FileRow>(
    `select f.* from "files" f join "messages" m on m."id" = f."messageId"
      where f."id" = ? and f."conversationId" = ? and f."kind" = 'image' and f."withdrawn" = 0 and f."note" = 0 and m."author" = 'operator'`,
    of.id,
    of.conversationId,
  )
  if (!row || !files) return null
  return { name: row.name, read: () => files.read({ id: row.id, sha256: row.sha256 }) }
}

/** The file of an address we signed; null: altered, ended, erased or withdrawn since. */
export async function fileAt(
  core: Pick<Core, 'addresses' | 'files' | 'now' | 'sql'>,
  address: { id: string; version: FileVersion; until: string; sign: string },
): Promise<FileToSend | null> {
  const { files } = core
  const now = core.now()
  const until = core.addresses.holds(address, now)
  if (until === null || !files) return null
  const row = await core.sql.one<FileRow>('select * from "files" where "id" = ? and "withdrawn" = 0', address.id)
  if (!row) return null
  const thumb = address.version === 'thumb'
  const sha256 = thumb ? row.thumbSha256 : row.sha256
  if (sha256 === null) return null
  return {
    name: row.name,
    type: thumb ? 'image/webp' : row.type,
    // The small one's size is known by its bytes alone; nobody asks for a part of it.
    size: thumb ? null : row.size,
    sha256,
    inline: row.kind === 'image',
    keepMs: until - now,
    read: (range) => files.read({ id: row.id, sha256 }, range),
  }
}
