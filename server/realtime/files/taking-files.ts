import { BYTES_PER_MB, USUAL_FILES } from '#shared'
import type { UploadedFile } from '#protocol'
import { UNSENT_FILE_MS } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { type FileRow, presentFile } from '../../chat/file-row.ts'
import { dayBytes, type NewFile, same } from '../../chat/moves/files/keep-file.ts'
import { mayRead } from '../../chat/moves/membership.ts'
import type { KeptFile } from '../../files/file-room.ts'
import { refusedUpload, type Upload, type UploadRefused } from '../../files/upload.ts'
import type { Core } from '../core.ts'
import type { Visitor } from '../visitor.ts'

export type Uploader = { visitor: Visitor } | { person: DeskMember; conversationId: string }
export type FileTaking = Pick<Core, 'addresses' | 'files' | 'move' | 'now' | 'site' | 'sql' | 'views'>

/** Who a file belongs to, and to which conversation if that is known yet. */
interface Owner {
  id: string
  site: string
  conversationId: string | null
  /** Bytes of a day; null: not bounded. */
  mostOfDay: number | null
}

/**
 * Takes a file in: bounds first, then the bytes, then what they are, then the row. What is refused leaves nothing behind;
 * what a crash leaves in the store without a row is swept a day later.
 */
export async function takeFile(
  core: FileTaking,
  by: Uploader,
  upload: Upload,
): Promise<{ ok: true; file: UploadedFile } | UploadRefused> {
  const { files: room } = core
  const siteId = await siteOf(core, by)
  if (siteId === null) return refusedUpload('not_found')
  const rules = (await core.site(siteId))?.files ?? USUAL_FILES
  if (!room || rules.kinds.length === 0) return refusedUpload('files_off')
  const owner: Owner =
    'visitor' in by
      ? { id: by.visitor.visitorId, site: siteId, conversationId: null, mostOfDay: rules.dayMb * BYTES_PER_MB }
      : { id: by.person.id, site: siteId, conversationId: by.conversationId, mostOfDay: null }
  if (upload.size === 0) return refusedUpload('file_empty')
  if (upload.size > rules.fileMb * BYTES_PER_MB)
    return refusedUpload('file_too_large', { allowed: { mb: rules.fileMb } })
  const dayFull = refusedUpload('files_day_full', { allowed: { mb: rules.dayMb } })
  const there = await rowOf(core, upload.id)
  if (!there && owner.mostOfDay !== null) {
    if ((await dayBytes(core.sql, owner.id, core.now())) + upload.size > owner.mostOfDay) return dayFull
  }
  const arrived = await room.arrive(upload)
  if (!arrived.ok) return arrived
  const source = { ownerId: owner.id, site: siteId, conversationId: owner.conversationId, sourceSha256: arrived.sha256 }
  if (there) {
    await arrived.forget()
    return same(there, source) ? { ok: true, file: presentUploaded(core, there) } : refusedUpload('file_conflict')
  }
  const kept = await room.keep(arrived, upload, rules.kinds)
  if (!kept.ok) return kept
  const outcome = await core.move('keepFile', { file: newFile(upload.id, source, kept), mostOfDay: owner.mostOfDay })
  if (outcome.ok && 'kept' in outcome.value) return { ok: true, file: presentUploaded(core, outcome.value.kept) }
  const first = await rowOf(core, upload.id)
  // The bytes of the file that stands there may be the very ones.
  if (first?.sha256 !== kept.sha256)
    await room.remove({ id: upload.id, sha256: kept.sha256, thumbSha256: kept.thumb?.sha256 ?? null })
  if (!outcome.ok) return refusedUpload('unavailable')
  const dayIsFull = 'refused' in outcome.value && outcome.value.refused === 'day_full'
  return dayIsFull ? dayFull : refusedUpload('file_conflict')
}

const rowOf = (core: Pick<Core, 'sql'>, id: string) => core.sql.one<FileRow>('select * from "files" where "id" = ?', id)

/** null: not for this person. */
async function siteOf(core: FileTaking, by: Uploader): Promise<string | null> {
  if ('visitor' in by) return by.visitor.site
  const row = await core.views.conversation(by.conversationId)
  return row && (await mayRead(core.sql, row, by.person)) ? row.site : null
}

const newFile = (
  id: string,
  source: Pick<NewFile, 'ownerId' | 'site' | 'conversationId' | 'sourceSha256'>,
  { name, type, kind, size, sha256, width, height, thumb }: KeptFile,
): NewFile => ({
  id,
  ...source,
  name,
  type,
  kind,
  size,
  width,
  height,
  thumbWidth: thumb?.width ?? null,
  thumbHeight: thumb?.height ?? null,
  sha256,
  thumbSha256: thumb?.sha256 ?? null,
})

const presentUploaded = (core: Pick<Core, 'addresses' | 'now'>, row: FileRow): UploadedFile => ({
  ...presentFile(row),
  address: core.addresses.of({ id: row.id, thumb: row.thumbSha256 !== null }, core.now()),
  unsentUntil: new Date(Date.parse(row.createdAt) + UNSENT_FILE_MS).toISOString(),
})
