import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { END } from '#shared'
import { keptStatements } from './kept-statements.ts'

/** What this worker is asked and answers. */
export interface ReadRequest {
  id: number
  text: string
  values: readonly unknown[]
}
export type ReadAnswer = { id: number; rows: unknown[] } | { id: number; fault: string }

const { file, timeoutMs } = workerData as { file: string; timeoutMs: number }
const connection = new DatabaseSync(file, { readOnly: true, timeout: timeoutMs })
const statement = keptStatements(connection)

parentPort?.on('message', (asked: ReadRequest | typeof END) => {
  if (asked === END) {
    connection.close()
    parentPort?.close()
    return
  }
  const { id, text, values } = asked
  const answer = (said: ReadAnswer) => parentPort?.postMessage(said)
  try {
    answer({ id, rows: statement(text).all(...(values as SQLInputValue[])) })
  } catch (fault) {
    answer({ id, fault: fault instanceof Error ? fault.message : String(fault) })
  }
})
