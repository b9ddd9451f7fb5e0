import { DatabaseSync } from 'node:sqlite'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { END, turnsOver } from '#shared'
import { LARGEST_BATCH, NO_OUTCOME, writeBatch } from './committer.ts'
import { type PackedMove, type PackedSettled, packSettled, unpackMove } from './hand-over.ts'
import { sqliteWriter } from './sqlite-writer.ts'

/** What one turn of the event loop asked for. The worker writes all that is waiting in one transaction, so handing over at once seals nothing. */
export interface Handed {
  batch: number
  moves: PackedMove[]
}
export interface Written {
  batch: number
  settled: PackedSettled[]
}

export interface CommitWorkerData {
  file: string
  turns: SharedArrayBuffer
  /** For measurements: each commit takes this much longer, as on a disk whose fsync does. */
  slowSyncMs: number
}

/** As long as another process may hold the file: only this thread waits. */
const BUSY_TIMEOUT_MS = 15_000
const LOG_AT_MOST_PAGES = 16_000
/** A batch of a few hundred conversations touches more pages than SQLite's usual 2 MB hold, and would read and spill them again and again. */
const CACHE_KB = 16_384
const { file, turns, slowSyncMs }: CommitWorkerData = workerData
if (!parentPort) throw new Error('runs as a worker')
const port = parentPort

const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
connection.exec(
  'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY',
)
connection.exec(`PRAGMA cache_size = -${CACHE_KB}`)
// The library's writer moves the log; only if it cannot keep up does a commit have to help.
connection.exec(`PRAGMA wal_autocheckpoint = ${LOG_AT_MOST_PAGES}`)
const pause = new Int32Array(new SharedArrayBuffer(4))
const inTransaction = sqliteWriter(connection, {
  turns: turnsOver(turns),
  synced: () => {
    if (slowSyncMs > 0) Atomics.wait(pause, 0, 0, slowSyncMs)
  },
})

const waiting: Handed[] = []
let busy = false

/** Nothing is under way when it is told so: whoever ends this thread has waited for all outcomes. */
function endThis(): void {
  connection.close()
  port.close()
}

const take = (handed: Handed | typeof END) => {
  if (handed === END) endThis()
  else waiting.push(handed)
}

/** Groups are made here, not by the sender: the next flush begins at once with everything that arrived during the last. */
async function work(): Promise<void> {
  busy = true
  for (;;) {
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) take(more.message)
    const group: Handed[] = []
    for (let [next, size] = [waiting[0], 0]; next && (size === 0 || size + next.moves.length <= LARGEST_BATCH); ) {
      group.push(next)
      waiting.shift()
      size += next.moves.length
      next = waiting[0]
    }
    if (group.length === 0) break
    const moves = group.flatMap((one) => one.moves).map(unpackMove)
    const outcomes = await writeBatch(moves, inTransaction)
    const settled = moves.map((move, i) => packSettled(move, outcomes[i] ?? NO_OUTCOME))
    let at = 0
    port.postMessage(
      group.map((one): Written => ({ batch: one.batch, settled: settled.slice(at, (at += one.moves.length)) })),
    )
  }
  busy = false
}

port.on('message', (handed: Handed | typeof END) => {
  take(handed)
  if (!busy) void work()
})
