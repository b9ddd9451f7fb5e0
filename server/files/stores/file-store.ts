import type { Readable } from 'node:stream'

/** Name of what is kept: SHA-256 of the bytes in hex, a dot, and the id of the file it is of. Nothing is ever changed under a name. */
export type StoreKey = `${string}.${string}`

export const KEY = /^[0-9a-f]{64}\.fil_[0-9A-Za-z]{20,40}$/
export const keyOf = (sha256: string, fileId: string): StoreKey => `${sha256}.${fileId}`

/** First and last byte, as `Range` counts them. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Where the bytes of files are. One contract, two engines: a folder, and anything that speaks S3. Refuses by throwing; `StoreFull`
 * when there is no room. Who keeps under a name that is there already keeps the same bytes.
 */
export interface FileStore {
  /** The file at this path, of this size, moves into the store. Resolves when a power cut cannot take it back. */
  put(key: StoreKey, path: string, size: number): Promise<void>
  /** null: not there. */
  read(key: StoreKey, range?: ByteRange): Promise<Readable | null>
  remove(key: StoreKey): Promise<void>
  /** Everything that is there, and since when (ms since 1970); in no order. */
  list(): AsyncIterable<{ key: StoreKey; at: number }>
}

/** No room for a file, while nothing else is wrong. */
export class StoreFull extends Error {
  constructor() {
    super('there is no room for files')
  }
}
