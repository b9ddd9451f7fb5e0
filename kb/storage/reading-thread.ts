import { Worker } from 'node:worker_threads'
import { endThread } from '#shared'
import type { ReadAnswer, ReadRequest } from './reading-worker.ts'

/** Reads of a SQLite file in a thread of its own: reports and searches do not hold up whoever writes a message. */
export interface ReadingThread {
  /** Rows of a select, as of the last commit. Rejects with SQLite's words, or when too much waits already. */
  all(text: string, values: readonly unknown[]): Promise<unknown[]>
  close(): Promise<void>
}

const BUSY_TIMEOUT_MS = 5_000
/** Each is a report somebody looks at: more than these at once is a loop gone wild, and refusing is kinder than hoarding. */
const MOST_WAITING = 500

/** Nobody looks at a report: what the thread holds in memory is given back. */
const IDLE_MS = 5 * 60_000

/** The thread begins with the first read and ends when nobody has read for a while; one that dies is replaced by the next read. */
export function readingThread(file: string, idleMs = IDLE_MS): ReadingThread {
  let worker: Worker | null = null
  let last = 0
  let idle: NodeJS.Timeout | undefined
  const waiting = new Map<number, { resolve(rows: unknown[]): void; reject(fault: Error): void }>()

  function start(): Worker {
    const fresh = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      workerData: { file, timeoutMs: BUSY_TIMEOUT_MS },
    })
    fresh.unref()
    fresh.on('message', (answer: ReadAnswer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (waiting.size === 0) {
        fresh.unref()
        idle = setTimeout(rest, idleMs).unref()
      }
      if ('fault' in answer) asked?.reject(new Error(answer.fault))
      else asked?.resolve(answer.rows)
    })
    const ended = (fault: Error) => {
      // One that was let go takes nothing along that was asked of the next.
      if (worker !== fresh) return
      worker = null
      for (const asked of waiting.values()) asked.reject(fault)
      waiting.clear()
    }
    fresh.on('error', ended)
    fresh.on('exit', () => ended(new Error('the reading thread has ended')))
    return fresh
  }

  function rest(): void {
    const ended = worker
    worker = null
    void endThread(ended)
  }

  return {
    all: (text, values) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= MOST_WAITING) return reject(new Error('too many reports are being read at once'))
        clearTimeout(idle)
        worker ??= start()
        worker.ref()
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, text, values } satisfies ReadRequest)
      }),
    close: async () => {
      clearTimeout(idle)
      await endThread(worker)
    },
  }
}
