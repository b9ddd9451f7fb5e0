import type { MessagePort } from 'node:worker_threads'
import type { Locale } from '#shared'
import type { SearchEntry } from '../matcher.ts'

/** How near an answer is to a question in meaning: products of vectors of length one, -1…1. */
export interface Likeness {
  /** Its text that is nearest: the question, the beginning of the body, or a phrasing. */
  nearest: number
  /** The middle of all its texts. */
  middle: number
  /** Its own question. */
  asked: number
}

export interface NearAnswer extends Likeness {
  id: string
  /** The text that is nearest. */
  text: string
}

/** Where a question looks: in one shop, for one kind of reader, in one language or in any. */
export interface Among {
  site: string
  audience: SearchEntry['audience'] | 'all'
  locale: Locale | null
}

/** A phrasing asked of its own library, as if that had never heard it. */
export interface AskedPhrasing {
  text: string
  among: Among
}

/** Port: which answers mean what a question means, whatever its words. Nothing of it ever throws. */
export interface Meaning {
  /** Names what makes the vectors: what was learnt with one says nothing of another. */
  readonly model: string
  /** The whole library, to begin with; what is kept of anything else is forgotten. */
  begin(entries: readonly SearchEntry[]): void
  /** Answers to be found, in place of what is known of them; they are made ready in the background. */
  put(entries: readonly SearchEntry[]): void
  remove(ids: readonly string[]): void
  /**
   * The nearest answers, best first, and of those in `also` how near they are; null when this is not to be had now: not ready
   * yet, too slow, away.
   */
  near(question: string, among: Among, also: readonly string[]): Promise<NearAnswer[] | null>
  /** For another thread: sent phrasings, it sends for each the nearest answers, while none of these belongs to any answer. Null when away. */
  connect(): MessagePort | null
  /** Resolves when everything that was put is ready to be found, or will not be for a while. */
  settled(): Promise<void>
  close(): Promise<void>
}
