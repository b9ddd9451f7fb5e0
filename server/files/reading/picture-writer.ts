import { Worker } from 'node:worker_threads'
import type { FromPictureWorker } from './picture-worker.ts'
import type { PictureToWrite, WrittenPicture } from './write-picture.ts'

/** A photo of 12 megapixels from a phone takes one to three seconds on a small machine; nothing honest takes this long. */
const TIME_LIMIT_MS = 45_000
const MOST_WAITING = 40
const HEAP_LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 }

/** `busy`: too many wait already. */
export type PictureWritten =
  | { ok: true; picture: WrittenPicture }
  | { ok: false; code: 'unreadable' | 'busy'; why?: string }

/** Writes pictures anew one after another in a thread of its own; one that outlasts its time ends with the thread. */
export interface PictureWriter {
  write(picture: PictureToWrite): Promise<PictureWritten>
  close(): Promise<void>
}

export function pictureWriter(
  timeLimitMs = TIME_LIMIT_MS,
  program = new URL('./picture-worker.ts', import.meta.url),
): PictureWriter {
  let worker: Worker | null = null
  let settle: (written: PictureWritten) => void = () => {}
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function start(): Worker {
    const made = new Worker(program, { resourceLimits: HEAP_LIMITS, stdout: true, stderr: true })
    made.unref()
    // Decoders complain about pictures in words of their own.
    made.stdout.resume()
    made.stderr.resume()
    made.on('message', (message: FromPictureWorker) =>
      settle(
        'written' in message
          ? { ok: true, picture: message.written }
          : { ok: false, code: 'unreadable', why: message.unreadable },
      ),
    )
    const ended = () => {
      if (worker !== made) return
      worker = null
      settle({ ok: false, code: 'unreadable', why: 'the thread ended' })
    }
    made.on('error', ended)
    made.on('exit', ended)
    return made
  }
  const writeOne = (picture: PictureToWrite): Promise<PictureWritten> =>
    new Promise((resolve) => {
      worker ??= start()
      const timer = setTimeout(() => {
        const late = worker
        worker = null
        void late?.terminate()
        settle({ ok: false, code: 'unreadable', why: 'it took too long' })
      }, timeLimitMs)
      settle = (written) => {
        clearTimeout(timer)
        settle = () => {}
        resolve(written)
      }
      worker.postMessage(picture)
    })
  return {
    write: (picture) => {
      if (waiting >= MOST_WAITING) return Promise.resolve({ ok: false, code: 'busy' })
      waiting += 1
      const writing = last.then(() => writeOne(picture)).finally(() => (waiting -= 1))
      last = writing
      return writing
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}
