import type { Kysely } from 'kysely'
import type { Readable } from 'node:stream'
import { DAY_MS } from '#shared'
import type { Database } from '#kb'
import type { FileRoom, KeptVersions } from '../files/file-room.ts'
import type { Crop } from '../files/reading/write-versions.ts'
import { refusedUpload, type Upload, type UploadRefused } from '../files/upload.ts'

/** Of a face it is a square; a logo keeps its shape. */
export type PictureShape = 'face' | 'logo'

export interface PictureToSend {
  type: string
  size: number
  sha256: string
  read(): Promise<Readable | null>
}

/**
 * Pictures that everybody may see: faces of people and logos of shops. Their ids are made of their bytes, so what an address
 * leads to never changes, and the same picture is there once.
 */
export interface PublicPictures {
  /** Written anew and durable when this resolves. */
  keep(
    upload: Pick<Upload, 'size' | 'body'>,
    as: { shape: PictureShape; crop: Crop | null; by: string },
    now: number,
  ): Promise<{ ok: true; id: string } | UploadRefused>
  /** A version by its name, such as `96.webp`. */
  find(id: string, version: string): Promise<PictureToSend | null>
  has(id: string, shape: PictureShape): Promise<boolean>
  /** Removes what nothing names any more: `inUse` says whether one is. Only those kept for a day are looked at. */
  prune(now: number, inUse: (id: string) => boolean): Promise<number>
}

interface PictureRow {
  id: string
  shape: PictureShape
  versions: string
  keptBy: string
  keptAt: string
}
type Version = KeptVersions['versions'][number]

/** Photographs of phones; they are made small at once. */
const LARGEST_BYTES = 20_000_000
export const PICTURE_ID = /^[0-9a-f]{32}$/
/** Where the world finds it, below the address of the installation. */
export const picturePath = (id: string, version: string): string => `/api/pictures/${id}/${version}`
const fileIdOf = (id: string) => `fil_${id}`

export function publicPictures(
  database: Database,
  files: Pick<FileRoom, 'arrive' | 'keepVersions' | 'read' | 'remove'>,
): PublicPictures {
  const db: Kysely<{ pictures: PictureRow }> = database.db
  const rowOf = (id: string) => db.selectFrom('pictures').selectAll().where('id', '=', id).executeTakeFirst()
  return {
    keep: async (upload, { shape, crop, by }, now) => {
      if (upload.size === 0) return refusedUpload('file_empty')
      if (upload.size > LARGEST_BYTES)
        return refusedUpload('file_too_large', { allowed: { mb: LARGEST_BYTES / 1_000_000 } })
      const arrived = await files.arrive(upload)
      if (!arrived.ok) return arrived
      const kept = await files.keepVersions(arrived, { shape, crop })
      if (!kept.ok) return kept
      const id = kept.fileId.slice('fil_'.length)
      await db
        .insertInto('pictures')
        .values({
          id,
          shape,
          versions: JSON.stringify(kept.versions),
          keptBy: by,
          keptAt: new Date(now).toISOString(),
        })
        // Chosen again it is as fresh as at first: the day in which it may go unused begins anew.
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ keptAt: new Date(now).toISOString() }))
        .execute()
      return { ok: true, id }
    },
    find: async (id, name) => {
      const row = PICTURE_ID.test(id) ? await rowOf(id) : undefined
      const versions: Version[] = row ? JSON.parse(row.versions) : []
      const version = versions.find((one) => one.name === name)
      if (!version) return null
      const { type, size, sha256 } = version
      return { type, size, sha256, read: () => files.read({ id: fileIdOf(id), sha256 }) }
    },
    has: async (id, shape) => PICTURE_ID.test(id) && (await rowOf(id))?.shape === shape,
    prune: async (now, inUse) => {
      const old = await db
        .selectFrom('pictures')
        .selectAll()
        .where('keptAt', '<', new Date(now - DAY_MS).toISOString())
        .execute()
      let removed = 0
      for (const { id, versions, keptAt } of old) {
        if (inUse(id)) continue
        const gone = await db
          .deleteFrom('pictures')
          .where('id', '=', id)
          // Not one that was chosen again meanwhile.
          .where('keptAt', '=', keptAt)
          .executeTakeFirst()
        if (Number(gone.numDeletedRows) === 0) continue
        for (const { sha256 } of JSON.parse(versions) as Version[])
          await files.remove({ id: fileIdOf(id), sha256, thumbSha256: null })
        removed += 1
      }
      return removed
    },
  }
}
