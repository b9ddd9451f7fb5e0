import type { Actor, Locale } from '../answers/answer.ts'
import type { AnswerId } from '../ids.ts'
import type { Hit, Page } from '../library.ts'
import type { VisitEndings } from './visit-endings.ts'

export type { VisitEndings }

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

/** A published answer visitors said did not help. */
export interface UnhelpfulAnswer {
  id: AnswerId
  question: string
  locale: Locale
  helped: number
  notHelped: number
  /** What visitors wrote about it, newest first, at most 5. */
  reasons: { text: string; at: string }[]
}

export interface Gap {
  id: string
  label: string
  locale: Locale
  /** Newest first, at most 20. */
  questions: { text: string; at: string; kind: string; conversation: string | null }[]
  count: number
  lastAt: string
  /** The answer that now covers it, when searching the label finds one. */
  answeredBy: Hit | null
}

export interface VisitRecord {
  at: string
  kind: string
  query: string
  answerId: string | null
  reason: string | null
}

export interface Growth {
  record(visit: Visit, now: number): Promise<void>
  /** Questions that escalated, found nothing or were not helped, grouped; most asked first. `sinceMs`: how far back. */
  gaps(
    filter: { site: string; locale?: Locale; sinceMs: number; page: number; perPage: number; includeClosed?: boolean },
    now: number,
  ): Promise<Page<Gap>>
  closeGap(id: string, actor: Actor, now: number): Promise<void>
  /** Answers with the share of "helped", for the library list. */
  outcomes(ids: readonly AnswerId[]): Promise<Map<AnswerId, { helped: number; notHelped: number; opened: number }>>
  /** Answers that do not help, most often first. */
  unhelpful(filter: { site: string; sinceMs: number; limit: number }, now: number): Promise<UnhelpfulAnswer[]>
  /** Removes what one visitor did and taught, and their words where a gap is named by them: for a person who asks to be forgotten. */
  forget(visitor: string): Promise<void>
  /** What is kept of one visitor, oldest first: for a person who asks. */
  visitsOf(visitor: string): Promise<VisitRecord[]>
  /** Removes visits older than `olderThanMs`, and gaps nobody asks about any more; returns how many visits went. */
  prune(olderThanMs: number, now: number): Promise<number>
  numbers(
    filter: { site: string; sinceMs: number },
    now: number,
  ): Promise<{
    searches: number
    answered: number
    escalated: number
    helped: number
    notHelped: number
    published: number
    /** How visits ended; over the newest 100 000 steps. */
    endings: VisitEndings
  }>
}
