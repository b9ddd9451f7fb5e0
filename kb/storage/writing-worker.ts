import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { END, turnsOver } from '#shared'
import { keptStatements } from './kept-statements.ts'

/** What this worker is asked. `id` of a `begin` names its transaction. */
export type WriteRequest =
  | { id: number; ask: 'write'; statements: readonly Statement[] }
  | { id: number; ask: 'begin' }
  | { id: number; ask: 'within'; transaction: number; statement: Statement }
  | { id: number; ask: 'end'; transaction: number; keep: boolean }
  | { id: number; ask: 'empty_log' }
export type WriteAnswer = { id: number; written: Written[] } | { id: number; fault: WriteFault }
export interface Statement {
  text: string
  values: readonly unknown[]
}
export interface Written {
  rows: unknown[]
  changes: number | bigint
  lastInsertRowid: number | bigint
}
/** As `node:sqlite` says it; an error loses its own fields on the way between threads. */
export interface WriteFault {
  message: string
  code?: string
  errcode?: number
}
export interface WritingWorkerData {
  file: string
  turns: SharedArrayBuffer
  /** As long as another process may hold the file before a write fails. Nobody but this thread waits there. */
  busyMs: number
  /** So long may a transaction keep others waiting between its statements; then it is undone. */
  longestTransactionMs: number
  /** For measurements: each commit takes this much longer, as on a disk whose fsync does. */
  slowSyncMs: number
}

/** Then the thread that keeps messages has its turn, whatever else waits here. */
const MOST_TOGETHER = 200
const LONGEST_TOGETHER_MS = 20
const LOOK_MS = 500
/** So long a reader may keep the log from being emptied while others wait to write. */
const READER_MS = 100
/** Pages of the log worth moving; below that it is left alone. */
const WORTH_MOVING_PAGES = 1_000
/** Only if moving the log aside cannot keep up does a commit have to help. */
const LOG_AT_MOST_PAGES = 16_000

const { file, turns: room, busyMs, longestTransactionMs, slowSyncMs }: WritingWorkerData = workerData
if (!parentPort) throw new Error('runs as a worker')
const port = parentPort
const turns = turnsOver(room)
const connection = new DatabaseSync(file, { timeout: busyMs })
connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON')
connection.exec(`PRAGMA wal_autocheckpoint = ${LOG_AT_MOST_PAGES}`)
const statementOf = keptStatements(connection)
const logPages = connection.prepare('PRAGMA wal_checkpoint(NOOP)')
const moveLog = connection.prepare('PRAGMA wal_checkpoint(PASSIVE)')
const emptyLog = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

const queue: WriteRequest[] = []
let logToEmpty = false
let open: { id: number; turn: number; beganAt: number } | null = null

function write({ text, values }: Statement): Written {
  const statement = statementOf(text)
  const given = values as SQLInputValue[]
  if (statement.columns().length > 0) return { rows: statement.all(...given), changes: 0, lastInsertRowid: 0 }
  return { rows: [], ...statement.run(...given) }
}

const answer = (id: number, written: Written[] = []) => port.postMessage({ id, written } satisfies WriteAnswer)
function refuse(id: number, fault: unknown): void {
  const { message, code, errcode } = fault as WriteFault
  const said = { message, ...(code ? { code } : {}), ...(errcode === undefined ? {} : { errcode }) }
  port.postMessage({ id, fault: said } satisfies WriteAnswer)
}

function commit(): void {
  connection.exec('COMMIT')
  if (slowSyncMs > 0) Atomics.wait(pause, 0, 0, slowSyncMs)
}
const rollBack = () => {
  if (connection.isTransaction) connection.exec('ROLLBACK')
}

/** All or nothing of one request; its neighbours in the transaction stay either way. */
function writeWhole(statements: readonly Statement[]): Written[] {
  if (statements.length === 1) return statements.map(write)
  connection.exec('SAVEPOINT whole')
  try {
    return statements.map(write)
  } catch (fault) {
    if (connection.isTransaction) connection.exec('ROLLBACK TO whole')
    throw fault
  } finally {
    if (connection.isTransaction) connection.exec('RELEASE whole')
  }
}

/** What waits at the head of the queue shares one commit: its flush is what takes long. */
function writeTogether(): void {
  const taken: number[] = []
  const done = new Map<number, Written[]>()
  const faults = new Map<number, unknown>()
  const turn = turns.take()
  const began = performance.now()
  try {
    turns.lock(() => connection.exec('BEGIN IMMEDIATE'))
    while (taken.length < MOST_TOGETHER && performance.now() - began < LONGEST_TOGETHER_MS) {
      const next = queue[0]
      if (next?.ask !== 'write') break
      queue.shift()
      taken.push(next.id)
      try {
        done.set(next.id, writeWhole(next.statements))
      } catch (fault) {
        // A refused statement leaves the transaction as it was; a full disk does not.
        if (!connection.isTransaction) throw fault
        faults.set(next.id, fault)
      }
    }
    commit()
  } catch (fault) {
    rollBack()
    for (const id of taken) refuse(id, fault)
    if (taken.length === 0) refuseAll(fault)
    return
  } finally {
    turns.give(turn)
  }
  for (const id of taken) {
    if (faults.has(id)) refuse(id, faults.get(id))
    else answer(id, done.get(id))
  }
}

function begin(id: number): void {
  const turn = turns.take()
  try {
    turns.lock(() => connection.exec('BEGIN IMMEDIATE'))
    open = { id, turn, beganAt: performance.now() }
    answer(id)
  } catch (fault) {
    turns.give(turn)
    refuse(id, fault)
    refuseAll(fault)
  }
}

/** The file could not be had for as long as one waits: nobody behind waits as long again. */
function refuseAll(fault: unknown): void {
  for (const { id } of queue.splice(0)) refuse(id, fault)
}

function end(keep: boolean): void {
  const turn = open?.turn ?? 0
  try {
    if (keep) commit()
    else rollBack()
  } finally {
    rollBack()
    open = null
    turns.give(turn)
  }
}

function ofTransaction(asked: Extract<WriteRequest, { transaction: number }>): void {
  const { id, transaction, ask } = asked
  try {
    const known = open?.id === transaction
    // Undoing what was undone is no fault.
    if (!known && (ask === 'within' || asked.keep))
      throw new Error('this transaction was undone: it kept others waiting for too long')
    if (ask === 'within') answer(id, [write(asked.statement)])
    else {
      if (known) end(asked.keep)
      answer(id)
    }
  } catch (fault) {
    refuse(id, fault)
  }
}

/** What was erased stands in the log until it is moved and emptied. A reader may keep it: then it is tried again. */
function emptyTheLog(): void {
  const turn = turns.take()
  connection.exec(`PRAGMA busy_timeout = ${READER_MS}`)
  try {
    logToEmpty = emptyLog.get()?.['busy'] !== 0
  } finally {
    connection.exec(`PRAGMA busy_timeout = ${busyMs}`)
    turns.give(turn)
  }
}

/** Whoever ends this thread has waited for all answers; a transaction that nobody ended is undone. */
function endThis(): void {
  clearInterval(looking)
  if (open) end(false)
  connection.close()
  port.close()
}

const take = (asked: WriteRequest | typeof END) => {
  if (asked === END) endThis()
  else if ('transaction' in asked) ofTransaction(asked)
  else queue.push(asked)
}

function work(): void {
  for (;;) {
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) take(more.message)
    const next = open ? undefined : queue[0]
    if (!next) return
    if (next.ask === 'write') writeTogether()
    else {
      queue.shift()
      if (next.ask === 'begin') begin(next.id)
      else {
        emptyTheLog()
        answer(next.id)
      }
    }
  }
}

port.on('message', (asked: WriteRequest | typeof END) => {
  take(asked)
  work()
})

/**
 * SQLite would move the log inside some unlucky commit, whose senders then wait for two more flushes; a passive checkpoint beside
 * the writer makes nobody wait.
 */
const looking = setInterval(() => {
  if (open) {
    const kept = queue.length > 0 || turns.waited()
    if (!kept || performance.now() - open.beganAt < longestTransactionMs) return
    end(false)
    return work()
  }
  if (logToEmpty) return emptyTheLog()
  const { log: pages, checkpointed } = logPages.get() ?? {}
  if (Number(pages) - Math.max(0, Number(checkpointed)) >= WORTH_MOVING_PAGES) moveLog.get()
}, LOOK_MS)
