import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'
/** A whole run has held less than half of it at any moment. */
const ROOM = 6 * 1024 ** 3
/** PostgreSQL runs as somebody else and has its folder in there. */
const ENTERED_BY_ALL = 0o711

/**
 * A folder for everything the tests write, and the temporary folder of every process from here on; `remove` takes all of it away.
 * In memory where there is room: thousands of small databases made and dropped keep a disk's file system busier than the tests.
 */
export function scratchFolder(): { remove(): void } {
  const folder = mkdtempSync(join(hasRoom() ? IN_MEMORY : tmpdir(), 'firstline-tests-'))
  chmodSync(folder, ENTERED_BY_ALL)
  process.env.TMPDIR = folder
  return { remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize > ROOM && freemem() > ROOM
  } catch {
    return false
  }
}
