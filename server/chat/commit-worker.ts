import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { writeBatch } from './committer.ts'
import { type Move, runMove } from './moves/index.ts'
import { sqliteSql } from './sql.ts'
import type { CommitWorkerData } from './sqlite-committer.ts'

const BUSY_TIMEOUT_MS = 5_000
const LOG_AT_MOST_PAGES = 16_000
const { file, slowSyncMs } = workerData as CommitWorkerData
const port = parentPort
if (!port) throw new Error('runs as a worker')

const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY')
// checkpoint-worker.ts moves the log; only if it cannot keep up does a commit have to help.
connection.exec(`PRAGMA wal_autocheckpoint = ${LOG_AT_MOST_PAGES}`)
const sql = sqliteSql(connection)
const pause = new Int32Array(new SharedArrayBuffer(4))

async function inTransaction(work: Move[]): Promise<unknown[]> {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const values: unknown[] = []
    for (const move of work) values.push(await runMove(sql, move))
    connection.exec('COMMIT')
    if (slowSyncMs > 0) Atomics.wait(pause, 0, 0, slowSyncMs)
    return values
  } catch (fault) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    throw fault
  }
}

let last: Promise<void> = Promise.resolve()
port.on('message', ({ batch, moves }: { batch: number; moves: Move[] }) => {
  last = last.then(async () => port.postMessage({ batch, settled: await writeBatch(moves, inTransaction) }))
})
