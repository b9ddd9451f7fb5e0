import { timedThread, type Unanswered } from '../../threads/timed-thread.ts'
import type { FromPictureWorker, ToPictureWorker } from './picture-worker.ts'
import type { PictureToWrite, WrittenPicture } from './write-picture.ts'
import type { VersionsToWrite, WrittenVersion } from './write-versions.ts'

/** A photo of 12 megapixels from a phone takes one to three seconds on a small machine; nothing honest takes this long. */
const TIME_LIMIT_MS = 45_000
const MOST_WAITING = 40
const HEAP_LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 }

/** `busy`: too many wait already. */
interface NotWritten {
  ok: false
  code: 'unreadable' | 'busy'
  why?: string
}
export type PictureWritten = { ok: true; picture: WrittenPicture } | NotWritten
export type VersionsWritten = { ok: true; versions: WrittenVersion[] } | NotWritten

/** Writes pictures anew one after another in a thread of its own; one that outlasts its time ends with the thread. */
export interface PictureWriter {
  write(picture: PictureToWrite): Promise<PictureWritten>
  /** The same in several sizes, for everybody to see. */
  writeVersions(versions: VersionsToWrite): Promise<VersionsWritten>
  close(): Promise<void>
}

const WHY: Record<Unanswered, string> = { late: 'it took too long', ended: 'the thread ended' }

export function pictureWriter(
  timeLimitMs = TIME_LIMIT_MS,
  program = new URL('./picture-worker.ts', import.meta.url),
): PictureWriter {
  // Decoders complain about pictures in words of their own.
  const options = { resourceLimits: HEAP_LIMITS, stdout: true, stderr: true }
  const thread = timedThread<ToPictureWorker, FromPictureWorker>(program, timeLimitMs, options)
  let waiting = 0
  const run = async (
    work: ToPictureWorker,
  ): Promise<Exclude<FromPictureWorker, { unreadable: string }> | NotWritten> => {
    if (waiting >= MOST_WAITING) return { ok: false, code: 'busy' }
    waiting += 1
    try {
      const answer = await thread.run(work)
      if (typeof answer === 'string') return { ok: false, code: 'unreadable', why: WHY[answer] }
      return 'unreadable' in answer ? { ok: false, code: 'unreadable', why: answer.unreadable } : answer
    } finally {
      waiting -= 1
    }
  }
  const foreign: NotWritten = { ok: false, code: 'unreadable', why: 'the thread answered something else' }
  return {
    write: async (picture) => {
      const done = await run(picture)
      return 'ok' in done ? done : 'written' in done ? { ok: true, picture: done.written } : foreign
    },
    writeVersions: async (versions) => {
      const done = await run(versions)
      return 'ok' in done ? done : 'versions' in done ? { ok: true, versions: done.versions } : foreign
    },
    close: thread.close,
  }
}
