import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BrokenFeed } from '#kb'

export const LARGEST_FEED_BYTES = 300 * 1024 * 1024

/** A feed on disk while it is read: larger than memory should hold. */
export interface Spooled {
  path: string
  remove(): void
}

/** Writes what comes into a file of its own; more than `most` bytes, or longer than `signal` allows, ends it and leaves nothing. */
export async function spoolFeed(
  folder: string,
  body: AsyncIterable<Uint8Array> | Readable,
  { most = LARGEST_FEED_BYTES, signal }: { most?: number; signal?: AbortSignal } = {},
): Promise<Spooled> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  const remove = () => rmSync(path, { force: true })
  let size = 0
  const bounded = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      if (size > most) done(new BrokenFeed('too_large', null, `${Math.round(most / 1024 / 1024)} MB`))
      else done(null, chunk)
    },
  })
  try {
    await pipeline(body, bounded, createWriteStream(path, { mode: 0o600 }), signal ? { signal } : {})
  } catch (error) {
    remove()
    throw error
  }
  return { path, remove }
}
