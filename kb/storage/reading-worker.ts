import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** What this worker is asked and answers. */
export interface ReadRequest {
  id: number
  text: string
  values: readonly unknown[]
}
export type ReadAnswer = { id: number; rows: unknown[] } | { id: number; fault: string }

const KEPT_STATEMENTS = 200

const { file, timeoutMs } = workerData as { file: string; timeoutMs: number }
const connection = new DatabaseSync(file, { readOnly: true, timeout: timeoutMs })
const prepared = new Map<string, StatementSync>()

function statement(text: string): StatementSync {
  const known = prepared.get(text)
  if (known) return known
  const fresh = connection.prepare(text)
  const oldest = prepared.size >= KEPT_STATEMENTS ? prepared.keys().next().value : undefined
  if (oldest !== undefined) prepared.delete(oldest)
  prepared.set(text, fresh)
  return fresh
}

parentPort?.on('message', ({ id, text, values }: ReadRequest) => {
  const answer = (said: ReadAnswer) => parentPort?.postMessage(said)
  try {
    answer({ id, rows: statement(text).all(...(values as SQLInputValue[])) })
  } catch (fault) {
    answer({ id, fault: fault instanceof Error ? fault.message : String(fault) })
  }
})
