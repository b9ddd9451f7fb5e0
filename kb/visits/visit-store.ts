import type { Locale } from '#shared'
import type { AnswerId } from '../ids.ts'
import type { Outcomes } from './figures.ts'
import type { UnansweredAsked, UnansweredVisit } from './unanswered-visits.ts'
import type { Stranger, Visit, VisitRecord } from './visits.ts'

/** Port: what visitors did. Times are ISO 8601. */
export interface VisitStore {
  add(id: string, visit: Visit, at: string): Promise<void>
  /** Adds the reason to this visitor's newest *no* about the answer that has none; false: there is none. */
  addReason(to: { site: string; visitor: string; answerId: AnswerId; since: string }, reason: string): Promise<boolean>
  outcomes(ids: readonly AnswerId[]): Promise<Map<AnswerId, Outcomes>>
  /** The best first; an answer that few have judged or opened is not among them. */
  mostHelpful(site: string, locale: Locale, limit: number): Promise<AnswerId[]>
  /** Answers published since then by people of the shop. */
  published(site: string, since: string): Promise<number>
  /** The newest step of each kind about each text belongs to this conversation from now on, if it belongs to none yet. */
  link(
    steps: { site: string; texts: readonly string[]; kinds: readonly string[]; since: string },
    conversation: string,
  ): Promise<void>
  /** Answers that did not help before this conversation, for the words they were found by, oldest first. */
  notHelpedBefore(
    conversation: string,
    within: { site: string; since: string },
  ): Promise<{ query: string; answerId: AnswerId; at: string }[]>
  unhelpful(
    site: string,
    since: string,
    limit: number,
  ): Promise<{ answerId: AnswerId; helped: number; notHelped: number; reasons: { text: string; at: string }[] }[]>
  unanswered(asked: UnansweredAsked): Promise<{ items: UnansweredVisit[]; total: number }>
  /** Also the gaps this leaves empty; one named by this visitor's words is named by another's. */
  removeOf(visitor: string, strangers: readonly Stranger[]): Promise<void>
  of(visitor: string): Promise<VisitRecord[]>
  /** An answer was opened since, or helped. */
  usedAnswer(visitor: string, site: string, since: string): Promise<boolean>
  removeBefore(at: string): Promise<number>
}
