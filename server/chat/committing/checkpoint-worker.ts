import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

/** Pages of the log worth moving; below that it is left alone. */
const WORTH_MOVING_PAGES = 1_000
const LOOK_MS = 500

/**
 * Moves the write-ahead log into the database from a thread of its own. SQLite would do it inside some unlucky commit,
 * whose senders then wait for two more disk flushes; a passive checkpoint beside the writer makes nobody wait.
 */
const { file }: { file: string } = workerData
const connection = new DatabaseSync(file, { timeout: 1_000 })
connection.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0')
const log = connection.prepare('PRAGMA wal_checkpoint(NOOP)')
const move = connection.prepare('PRAGMA wal_checkpoint(PASSIVE)')

setInterval(() => {
  const { log: pages, checkpointed } = log.get() ?? {}
  if (Number(pages) - Math.max(0, Number(checkpointed)) >= WORTH_MOVING_PAGES) move.get()
}, LOOK_MS)
