import { timedThread, type Unanswered } from '../../timed-thread.ts'
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

const WHY: Record<Unanswered, string> = { late: 'it took too long', ended: 'the thread ended' }

export function pictureWriter(
  timeLimitMs = TIME_LIMIT_MS,
  program = new URL('./picture-worker.ts', import.meta.url),
): PictureWriter {
  // Decoders complain about pictures in words of their own.
  const options = { resourceLimits: HEAP_LIMITS, stdout: true, stderr: true }
  const thread = timedThread<PictureToWrite, FromPictureWorker>(program, timeLimitMs, options)
  let waiting = 0
  return {
    write: async (picture) => {
      if (waiting >= MOST_WAITING) return { ok: false, code: 'busy' }
      waiting += 1
      try {
        const answer = await thread.run(picture)
        if (typeof answer === 'string') return { ok: false, code: 'unreadable', why: WHY[answer] }
        return 'written' in answer
          ? { ok: true, picture: answer.written }
          : { ok: false, code: 'unreadable', why: answer.unreadable }
      } finally {
        waiting -= 1
      }
    },
    close: thread.close,
  }
}
