import type { Locale } from '#shared'
import type { SearchEntry } from '../matcher.ts'

/** An answer near a question in meaning. */
export interface NearAnswer {
  id: string
  /** 0…1: the mean of how near its nearest text is, and the middle of all its texts. */
  likeness: number
  /** Its text that is nearest: the question, the beginning of the body, or a phrasing. */
  nearest: string
}

/** Port: which answers mean what a question means, whatever its words. */
export interface Meaning {
  /** Answers to be found, in place of what is known of them; they are made ready in the background. */
  put(entries: readonly SearchEntry[]): void
  remove(ids: readonly string[]): void
  /** The nearest answers, best first; null when this is not to be had now: not ready yet, too slow, away. Never throws. */
  near(
    question: string,
    among: { site: string; audience: SearchEntry['audience'] | 'all'; locale: Locale | null },
  ): Promise<NearAnswer[] | null>
  /** Resolves when everything that was put is ready to be found, or never will be. */
  settled(): Promise<void>
  close(): Promise<void>
}
