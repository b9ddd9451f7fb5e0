import { timedThread } from '../../threads/timed-thread.ts'
import type { FromLetterWorker, ToLetterWorker } from './letter-worker.ts'
import type { OurSide } from './quotation-heads.ts'
import type { LetterContent } from './read-letter.ts'

/** 25 MB of base64 take one to two seconds, and twenty where the machine is busy with everything else; nothing honest takes this long. */
const TIME_LIMIT_MS = 60_000
const HEAP_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }

export type LetterRead =
  | { ok: true; content: LetterContent; source: string }
  | { ok: false; code: 'unreadable' | 'too_costly' }

/** Takes letters apart one after another in a thread of its own; a letter that outlasts its time ends with the thread. */
export interface LetterReader {
  /** `raw` is handed over: its memory is the thread's afterwards. `leftOut`: the field of parts that were left out before. */
  read(raw: Uint8Array<ArrayBuffer>, ours: OurSide, leftOut?: string): Promise<LetterRead>
  close(): Promise<void>
}

export function letterReader(
  timeLimitMs = TIME_LIMIT_MS,
  program = new URL('./letter-worker.ts', import.meta.url),
): LetterReader {
  const thread = timedThread<ToLetterWorker, FromLetterWorker>(program, timeLimitMs, { resourceLimits: HEAP_LIMITS })
  return {
    read: async (raw, ours, leftOut) => {
      const answer = await thread.run({ raw, ours, ...(leftOut ? { leftOut } : {}) }, [raw.buffer])
      // Out of time or memory, or a fault of ours: the letter is refused.
      if (typeof answer === 'string') return { ok: false, code: 'too_costly' }
      return 'content' in answer
        ? { ok: true, content: answer.content, source: answer.source }
        : { ok: false, code: 'unreadable' }
    },
    close: thread.close,
  }
}
