import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, opendir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FileStore, KEY, type StoreKey, StoreFull } from './file-store.ts'

const FOLDER_MODE = 0o700
const DIGITS_OF_FOLDER = 2

export const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
const isFull = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === 'ENOSPC' || fault.code === 'EDQUOT')

/** A full disk by its own name. */
export const orFull = (fault: unknown): never => {
  throw isFull(fault) ? new StoreFull() : fault
}

/**
 * Files in `folder`, two hundred and fifty-six folders by the first digits. `keepFree` bytes of the disk are left to what
 * matters more: messages are still written when no file is taken any more.
 */
export function folderFileStore(folder: string, keepFree: number): FileStore {
  const placeOf = (key: StoreKey) => join(folder, key.slice(0, DIGITS_OF_FOLDER), key)
  return {
    put: async (key, path, size) => {
      const place = placeOf(key)
      const made = await mkdir(dirname(place), { recursive: true, mode: FOLDER_MODE })
      if ((await stat(place).catch(() => null))?.size === size) return rm(path, { force: true })
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < size + keepFree) throw new StoreFull()
      try {
        await sync(path)
        await rename(path, place).catch((fault: NodeJS.ErrnoException) => {
          if (fault.code !== 'EXDEV') throw fault
          return copied(path, place)
        })
      } catch (fault) {
        orFull(fault)
      }
      // The entry in the folder has to last as the bytes do.
      await sync(dirname(place))
      if (made) await sync(folder)
    },
    read: async (key, range) => {
      const handle = await open(placeOf(key)).catch((fault) => {
        if (isMissing(fault)) return null
        throw fault
      })
      return handle && createReadStream('', { fd: handle, ...range })
    },
    remove: (key) => rm(placeOf(key), { force: true }),
    list: async function* () {
      for await (const part of entriesOf(folder)) {
        if (!part.isDirectory() || part.name.length !== DIGITS_OF_FOLDER) continue
        for await (const { name } of entriesOf(join(folder, part.name))) {
          const found = KEY.test(name) ? await stat(join(folder, part.name, name)).catch(() => null) : null
          if (found) yield { key: name as StoreKey, at: found.mtimeMs }
        }
      }
    },
  }
}

async function* entriesOf(folder: string) {
  try {
    yield* await opendir(folder)
  } catch (fault) {
    if (!isMissing(fault)) throw fault
  }
}

/** From another disk: whole beside its place first, then in it at once. */
async function copied(path: string, place: string): Promise<void> {
  const beside = `${place}.${randomBytes(6).toString('hex')}`
  try {
    await copyFile(path, beside)
    await sync(beside)
    await rename(beside, place)
    await rm(path, { force: true })
  } catch (fault) {
    await rm(beside, { force: true })
    throw fault
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
