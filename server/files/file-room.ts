import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { loopTurns } from '#kb'
import type { FileKind, FileRules } from '#shared'
import { type Arrived, arrivalsIn, beside } from './arriving.ts'
import type { VirusCheck } from './clamd.ts'
import { fileName, renamed } from './reading/file-name.ts'
import { type KindOfFile, kindOfFile } from './reading/kind-of-file.ts'
import { type PictureWriter, pictureWriter } from './reading/picture-writer.ts'
import type { VersionsToWrite, WrittenVersion } from './reading/write-versions.ts'
import { type ByteRange, type FileStore, keyOf, StoreFull } from './stores/file-store.ts'
import { refusedUpload, type Upload, type UploadRefused } from './upload.ts'

/** A file in the store, and what is known of it. Nothing in the database names it yet. */
export interface KeptFile {
  ok: true
  name: string
  type: string
  kind: FileKind
  size: number
  sha256: string
  /** Of the small picture. */
  thumb: { sha256: string; width: number; height: number } | null
  width: number | null
  height: number | null
}

export interface LookedAt {
  ok: true
  name: string
  type: string
  kind: FileKind
  bytes: Uint8Array
}

/** Names of the bytes of one file in the store. */
export interface FileParts {
  id: string
  sha256: string
  thumbSha256: string | null
}

/** A picture for everybody to see, in several sizes. `sha256` is that of the first. */
export interface KeptVersions {
  ok: true
  fileId: string
  versions: (WrittenVersion & { size: number; sha256: string })[]
}

/** Where files come in, are looked at and lie. Knows nothing of conversations. */
export interface FileRoom {
  arrive(upload: Pick<Upload, 'size' | 'body'>): Promise<Arrived | UploadRefused>
  /** Decides by content what it is, refuses what `kinds` leaves out, writes pictures anew, and keeps it: durable when this resolves. */
  keep(
    arrived: Arrived,
    file: { id: string; name: string },
    kinds: FileRules['kinds'],
  ): Promise<KeptFile | UploadRefused>
  /** Writes a picture anew in the sizes of its shape and keeps them under an id made of their bytes: the same picture is the same file. */
  keepVersions(arrived: Arrived, wanted: Pick<VersionsToWrite, 'shape' | 'crop'>): Promise<KeptVersions | UploadRefused>
  /** The same look at it, for whoever keeps it elsewhere: pictures written anew, everything as bytes in memory. */
  look(arrived: Arrived, name: string, kinds: FileRules['kinds']): Promise<LookedAt | UploadRefused>
  read(part: { id: string; sha256: string }, range?: ByteRange): Promise<Readable | null>
  remove(parts: FileParts): Promise<void>
  /** Removes what nobody names: `named` says which of these ids are known. Only what is older than a day is looked at. */
  sweep(now: number, named: (ids: string[]) => Promise<Set<string>>): Promise<number>
  close(): Promise<void>
}

const RETRY_MS = 5_000
const UNNAMED_MS = 24 * 60 * 60 * 1000
const SWEPT_AT_ONCE = 500
const ID_OF_BYTES = 32
const CALLED: Record<FileKind, string> = {
  image: 'picture',
  pdf: 'document',
  text: 'text',
  office: 'document',
  video: 'video',
}
const JPEG: KindOfFile['endings'] = ['jpg', 'jpeg']
const WRITTEN_AS: Record<string, KindOfFile['endings']> = {
  'image/jpeg': JPEG,
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
}

export function openFileRoom(parts: {
  store: FileStore
  /** Of this machine's disk; it may be anywhere, and holds nothing for long. */
  arrivals: string
  virusCheck?: VirusCheck | undefined
  pictures?: PictureWriter
}): FileRoom {
  const { store, virusCheck, pictures = pictureWriter() } = parts
  const arrivals = arrivalsIn(parts.arrivals)

  async function writtenAnew(arrived: Arrived, found: KindOfFile) {
    const [to, thumbTo] = [beside(arrived.path, 'picture'), beside(arrived.path, 'thumb')]
    const written = await pictures.write({ path: arrived.path, type: found.type, to, thumbTo })
    if (written.ok) return { ...written, to, thumbTo }
    return written.code === 'busy'
      ? refusedUpload('unavailable', { retryAfterMs: RETRY_MS })
      : refusedUpload('file_unreadable')
  }

  /** What it is and that it may come in, or why not. */
  async function judged(arrived: Arrived, kinds: FileRules['kinds']): Promise<KindOfFile | UploadRefused> {
    const found = await kindOfFile(arrived.path)
    if (!found || !kinds.includes(found.kind)) return refusedUpload('file_kind_refused', { allowed: { kinds } })
    const verdict = await virusCheck?.(arrived.path)
    if (verdict === 'infected') return refusedUpload('file_infected')
    if (verdict === 'unknown') return refusedUpload('unavailable', { retryAfterMs: RETRY_MS })
    return found
  }

  async function keptPicture(arrived: Arrived, file: { id: string; name: string }, found: KindOfFile) {
    const written = await writtenAnew(arrived, found)
    if (!written.ok) return written
    const { to, thumbTo } = written
    const { type, size, width, height, thumb } = written.picture
    const [sha256, thumbSha256] = [await sha256Of(to), await sha256Of(thumbTo)]
    await store.put(keyOf(thumbSha256, file.id), thumbTo, thumb.size)
    await store.put(keyOf(sha256, file.id), to, size)
    return {
      ok: true as const,
      name: renamed(file.name, found.endings, WRITTEN_AS[type] ?? JPEG, CALLED.image),
      type,
      kind: found.kind,
      size,
      sha256,
      thumb: { sha256: thumbSha256, width: thumb.width, height: thumb.height },
      width,
      height,
    }
  }

  return {
    arrive: (upload) => arrivals.take(upload),
    keep: async (arrived, file, kinds) => {
      try {
        const found = await judged(arrived, kinds)
        if ('ok' in found) return found
        if (found.kind === 'image') return await keptPicture(arrived, file, found)
        const { sha256, size } = arrived
        await store.put(keyOf(sha256, file.id), arrived.path, size)
        const name = fileName(file.name, found.endings, CALLED[found.kind])
        const { type, kind } = found
        return { ok: true, name, type, kind, size, sha256, thumb: null, width: null, height: null }
      } catch (fault) {
        if (fault instanceof StoreFull) return refusedUpload('storage_full')
        throw fault
      } finally {
        await arrived.forget()
      }
    },
    keepVersions: async (arrived, wanted) => {
      const to = beside(arrived.path, 'picture')
      const written: string[] = []
      try {
        const found = await judged(arrived, ['image'])
        if ('ok' in found) return found
        const done = await pictures.writeVersions({ ...wanted, path: arrived.path, type: found.type, to })
        if (!done.ok)
          return done.code === 'busy'
            ? refusedUpload('unavailable', { retryAfterMs: RETRY_MS })
            : refusedUpload('file_unreadable')
        const versions: KeptVersions['versions'] = []
        for (const version of done.versions) {
          const path = `${to}.${version.name}`
          written.push(path)
          versions.push({ ...version, size: (await stat(path)).size, sha256: await sha256Of(path) })
        }
        const fileId = `fil_${versions[0]?.sha256.slice(0, ID_OF_BYTES)}`
        for (const { name, size, sha256 } of versions) await store.put(keyOf(sha256, fileId), `${to}.${name}`, size)
        return { ok: true, fileId, versions }
      } catch (fault) {
        if (fault instanceof StoreFull) return refusedUpload('storage_full')
        throw fault
      } finally {
        for (const path of written) await rm(path, { force: true })
        await arrived.forget()
      }
    },
    look: async (arrived, name, kinds) => {
      try {
        const found = await judged(arrived, kinds)
        if ('ok' in found) return found
        const { type, kind, endings } = found
        if (kind !== 'image')
          return {
            ok: true,
            name: fileName(name, endings, CALLED[kind]),
            type,
            kind,
            bytes: await readFile(arrived.path),
          }
        const written = await writtenAnew(arrived, found)
        if (!written.ok) return written
        const { type: as } = written.picture
        const called = renamed(name, endings, WRITTEN_AS[as] ?? JPEG, CALLED.image)
        return { ok: true, name: called, type: as, kind, bytes: await readFile(written.to) }
      } finally {
        await arrived.forget()
      }
    },
    read: ({ id, sha256 }, range) => store.read(keyOf(sha256, id), range),
    remove: async ({ id, sha256, thumbSha256 }) => {
      await store.remove(keyOf(sha256, id))
      if (thumbSha256) await store.remove(keyOf(thumbSha256, id))
    },
    sweep: async (now, named) => {
      await arrivals.sweep(now)
      let removed = 0
      let some: { key: `${string}.${string}`; id: string }[] = []
      const removeUnnamed = async () => {
        const known = await named(some.map(({ id }) => id))
        for (const { key, id } of some)
          if (!known.has(id)) {
            await store.remove(key)
            removed += 1
          }
        some = []
      }
      for await (const { key, at } of store.list()) {
        if (now - at < UNNAMED_MS) continue
        some.push({ key, id: key.slice(key.indexOf('.') + 1) })
        if (some.length >= SWEPT_AT_ONCE) await removeUnnamed()
      }
      if (some.length > 0) await removeUnnamed()
      return removed
    },
    close: () => pictures.close(),
  }
}

export const roomFolder = (dataDir: string): { store: string; arrivals: string } => ({
  store: join(dataDir, 'files'),
  arrivals: join(dataDir, 'files', 'arriving'),
})

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) {
    await loopTurns.turn()
    hash.update(piece)
  }
  return hash.digest('hex')
}
