import type { Locale } from '#shared'
import type { AnswerId } from '../ids.ts'
import type { UnansweredAsked, UnansweredVisit } from './unanswered-visits.ts'
import type { VisitEndings } from './visit-endings.ts'

export type { UnansweredVisit, VisitEndings }

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

/** How often visitors said of an answer that it helped, that it did not, or only opened it. */
export interface Outcomes {
  helped: number
  notHelped: number
  opened: number
}

/** What visits say about the library. */
export interface Figures {
  /** For the library list. */
  outcomes(ids: readonly AnswerId[]): Promise<Map<AnswerId, Outcomes>>
  /** Answers that do not help, most often first. */
  unhelpful(filter: { site: string; sinceMs: number; limit: number }, now: number): Promise<UnhelpfulAnswer[]>
  /** Visits that asked the library, were not answered and asked nobody, newest first. */
  unanswered(asked: UnansweredAsked): Promise<{ items: UnansweredVisit[]; total: number }>
  totals(
    filter: { site: string; sinceMs: number },
    now: number,
  ): Promise<{
    searches: number
    answered: number
    escalated: number
    helped: number
    notHelped: number
    published: number
    /** How visits of that time ended. */
    endings: VisitEndings
  }>
}
