import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loopTurns } from '#kb'
import { faultText } from '#shared'
import { orFull } from './stores/folder-file-store.ts'
import { StoreFull } from './stores/file-store.ts'
import { refusedUpload, type Upload, type UploadRefused } from './upload.ts'

/** A file on this machine's disk, before anybody knows what it is. */
export interface Arrived {
  ok: true
  path: string
  sha256: string
  size: number
  /** Takes it away again, with what was made of it beside it. */
  forget(): Promise<void>
}

/** Slower than any phone with one bar; who is slower holds a place for nothing. */
const BYTES_PER_SECOND = 8_000
const GRACE_MS = 60_000
const PIECE_BYTES = 256 * 1024
const ABANDONED_MS = 6 * 3_600_000
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Everything of one upload lies beside its path and begins with it. */
export const beside = (path: string, what: 'picture' | 'thumb'): string => `${path}.${what}`

/** Where files lie while they come in. */
export interface Arrivals {
  /** Reads a body to the disk: exactly as many bytes as were promised, at a fair pace, and never more of it in memory than a piece. */
  take(upload: Pick<Upload, 'size' | 'body'>): Promise<Arrived | UploadRefused>
  /** What a process that was killed had to leave. */
  sweep(now: number): Promise<void>
}

export function arrivalsIn(folder: string): Arrivals {
  return {
    take: async ({ size, body }) => {
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
      const path = join(folder, randomBytes(16).toString('hex'))
      const forget = async () => {
        for (const one of [path, beside(path, 'picture'), beside(path, 'thumb')]) await rm(one, { force: true })
      }
      try {
        const sha256 = await written(path, size, body)
        return { ok: true, path, sha256, size, forget }
      } catch (fault) {
        await forget()
        if (fault instanceof StoreFull) return refusedUpload('storage_full')
        if (fault instanceof Cut) return refusedUpload(fault.code)
        throw fault
      }
    },
    sweep: async (now) => {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        const found = await stat(path).catch(() => null)
        if (found && now - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
      }
    },
  }
}

class Cut extends Error {
  readonly code: 'file_cut' | 'too_slow'
  constructor(code: Cut['code'], cause?: unknown) {
    super(`${code} ${cause === undefined ? '' : faultText(cause)}`)
    this.code = code
  }
}

async function written(path: string, size: number, body: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', FILE_MODE).catch(orFull)
  const begun = Date.now()
  let got = 0
  try {
    for await (const piece of inPieces(piecesOf(body))) {
      got += piece.length
      if (got > size) throw new Cut('file_cut')
      if (Date.now() - begun > GRACE_MS + (got / BYTES_PER_SECOND) * 1_000) throw new Cut('too_slow')
      // Sixteen that arrive at once are read between the turns of everybody else.
      await loopTurns.turn()
      hash.update(piece)
      for (let at = 0; at < piece.length; ) at += (await file.write(piece, at).catch(orFull)).bytesWritten
    }
    if (got !== size) throw new Cut('file_cut')
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

/** What comes as one, out of a letter, is read a little at a time like anything else. */
async function* inPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += PIECE_BYTES) yield piece.subarray(at, at + PIECE_BYTES)
}

/** A connection that broke is a cut, and no fault of ours. */
async function* piecesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await pieces.next().catch((fault: unknown) => {
        throw new Cut('file_cut', fault)
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await pieces.return?.().catch(() => {})
  }
}
