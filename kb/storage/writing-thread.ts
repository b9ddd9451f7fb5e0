import { Worker } from 'node:worker_threads'
import { endThread } from '#shared'
import type { Statement, WriteAnswer, WriteFault, WriteRequest, WritingWorkerData, Written } from './writing-worker.ts'

/** Everything a process writes to a SQLite file but for the chat's own moves, in a thread of its own: the loop never waits for a lock or a disk. */
export interface WritingThread {
  /** All or none of them, stored when it resolves; what else waits shares the commit. Rejects with SQLite's words. */
  write(statements: readonly Statement[]): Promise<Written[]>
  /** Resolves when nobody else writes. */
  begin(): Promise<Transaction>
  /** Moves the write-ahead log into the file and empties it, unless a reader keeps it. */
  emptyLog(): Promise<void>
  /** After everything that was asked. */
  close(): Promise<void>
}
export interface Transaction {
  run(statement: Statement): Promise<Written>
  /** Stored when `commit` resolves. One that keeps others waiting for seconds is undone, and says so. */
  commit(): Promise<void>
  rollback(): Promise<void>
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** More than a burst of a busy minute: a disk that answers no more must not fill the memory. */
const MOST_WAITING = 20_000

const faultOf = ({ message, ...more }: WriteFault) => Object.assign(new Error(message), more)

/** The thread begins with the first write; one that dies is replaced by the next. */
export function writingThread(settings: WritingWorkerData): WritingThread {
  let worker: Worker | null = null
  let last = 0
  const waiting = new Map<number, { resolve(written: Written[]): void; reject(fault: Error): void }>()
  let empty: (() => void)[] = []

  function settled(): void {
    if (waiting.size > 0) return
    worker?.unref()
    for (const done of empty) done()
    empty = []
  }

  function start(): Worker {
    const fresh = new Worker(new URL('./writing-worker.ts', import.meta.url), { workerData: settings })
    fresh.unref()
    fresh.on('message', (answer: WriteAnswer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('fault' in answer) asked?.reject(faultOf(answer.fault))
      else asked?.resolve(answer.written)
      settled()
    })
    const ended = (fault: Error) => {
      if (worker === fresh) worker = null
      for (const asked of waiting.values()) asked.reject(fault)
      waiting.clear()
      settled()
    }
    fresh.on('error', ended)
    fresh.on('exit', () => ended(new Error('the writing thread has ended')))
    return fresh
  }

  const send = (id: number, request: Unnumbered<WriteRequest>) =>
    new Promise<Written[]>((resolve, reject) => {
      if (waiting.size >= MOST_WAITING) return reject(new Error('too much waits to be written'))
      worker ??= start()
      worker.ref()
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...request, id } as WriteRequest)
    })

  return {
    write: (statements) => send(++last, { ask: 'write', statements }),
    begin: async () => {
      const transaction = ++last
      await send(transaction, { ask: 'begin' })
      return {
        run: async (statement) => (await send(++last, { ask: 'within', transaction, statement }))[0] as Written,
        commit: async () => void (await send(++last, { ask: 'end', transaction, keep: true })),
        rollback: async () => void (await send(++last, { ask: 'end', transaction, keep: false })),
      }
    },
    emptyLog: async () => void (await send(++last, { ask: 'empty_log' })),
    close: async () => {
      if (waiting.size > 0) await new Promise<void>((resolve) => empty.push(resolve))
      await endThread(worker)
    },
  }
}
