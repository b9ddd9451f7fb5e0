import type { Locale } from '#shared'
import type { AnswerId } from '../ids.ts'

/** One thing a visitor did with the library. */
export interface Visit {
  site: string
  locale: Locale
  /** Opaque key of the visitor, for bounds against poisoning; never shown. */
  visitor: string
  kind: 'searched' | 'opened' | 'helped' | 'not_helped' | 'escalated' | 'solved_by' | 'no_answer'
  query: string
  answerId?: AnswerId | null
  reason?: string | null
  conversation?: string | null
  verdict?: string | null
  product?: string | null
  /** For `escalated`: what was searched for before, and whether an answer was said not to help. It all ended with this conversation. */
  before?: { searches: readonly string[]; notHelped: boolean }
}

export interface VisitRecord {
  at: string
  kind: string
  query: string
  answerId: string | null
  reason: string | null
}

/** A key that several people may share, for the time in which it was this visitor's. ISO 8601. */
export interface Stranger {
  visitor: string
  firstAt: string
  lastAt: string
}

/** What visitors did with the library, kept for a time and forgotten on request. */
export interface Visits {
  record(visit: Visit, now: number): Promise<void>
  /** What is kept of one visitor, oldest first: for a person who asks. */
  of(visitor: string): Promise<VisitRecord[]>
  /** Whether this visitor opened an answer since, or said that one helped. */
  usedAnswer(visitor: string, site: string, since: number): Promise<boolean>
  /** Removes what one visitor did and taught, and their words where a gap is named by them: for a person who asks to be
   * forgotten. Of `strangers` also what was done up to a day before: they searched before they wrote. */
  forget(visitor: string, strangers?: readonly Stranger[]): Promise<void>
  /** Removes visits older than `olderThanMs`, and gaps nobody asks about any more; returns how many visits went. */
  prune(olderThanMs: number, now: number): Promise<number>
}
