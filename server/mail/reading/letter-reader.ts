import { Worker } from 'node:worker_threads'
import type { FromLetterWorker, ToLetterWorker } from './letter-worker.ts'
import type { OurSide } from './quotation-heads.ts'
import type { LetterContent } from './read-letter.ts'

/** 25 MB of base64 take one to two seconds; nothing honest takes this long even beside other work. */
const TIME_LIMIT_MS = 20_000
const HEAP_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }

export type LetterRead =
  | { ok: true; content: LetterContent; source: string }
  | { ok: false; code: 'unreadable' | 'too_costly' }

/** Takes letters apart one after another in a thread of its own; a letter that outlasts its time ends with the thread. */
export interface LetterReader {
  /** `raw` is handed over: its memory is the thread's afterwards. */
  read(raw: Uint8Array<ArrayBuffer>, ours: OurSide): Promise<LetterRead>
  close(): Promise<void>
}

export function letterReader(
  timeLimitMs = TIME_LIMIT_MS,
  program = new URL('./letter-worker.ts', import.meta.url),
): LetterReader {
  let worker: Worker | null = null
  let settle: (read: LetterRead) => void = () => {}
  let last: Promise<unknown> = Promise.resolve()

  function start(): Worker {
    const made = new Worker(program, { resourceLimits: HEAP_LIMITS })
    made.unref()
    made.on('message', (message: FromLetterWorker) =>
      settle(
        'content' in message
          ? { ok: true, content: message.content, source: message.source }
          : { ok: false, code: 'unreadable' },
      ),
    )
    // Out of memory, or a fault of ours: the letter is refused, the next one gets a new thread.
    const ended = () => {
      if (worker !== made) return
      worker = null
      settle({ ok: false, code: 'too_costly' })
    }
    made.on('error', ended)
    made.on('exit', ended)
    return made
  }

  const readOne = (raw: Uint8Array<ArrayBuffer>, ours: OurSide): Promise<LetterRead> =>
    new Promise((resolve) => {
      worker ??= start()
      const timer = setTimeout(() => {
        const late = worker
        worker = null
        void late?.terminate()
        settle({ ok: false, code: 'too_costly' })
      }, timeLimitMs)
      settle = (read) => {
        clearTimeout(timer)
        settle = () => {}
        resolve(read)
      }
      worker.postMessage({ raw, ours } satisfies ToLetterWorker, [raw.buffer])
    })

  return {
    read: (raw, ours) => {
      const reading = last.then(() => readOne(raw, ours))
      last = reading
      return reading
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}
