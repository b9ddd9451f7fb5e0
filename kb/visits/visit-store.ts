import type { Locale } from '#shared'
import type { AnswerId } from '../ids.ts'
import type { Outcomes } from './figures.ts'
import type { Step } from './visit-endings.ts'
import type { Visit, VisitRecord } from './visits.ts'

export interface GapRecord {
  id: string
  site: string
  locale: Locale
  label: string
  closedAt: string | null
}

export interface GapTotals extends GapRecord {
  /** Different visitors who asked. */
  count: number
  lastAt: string
}

export interface GapQuestion {
  text: string
  at: string
  kind: string
  conversation: string | null
}

/** Port: what visitors did, and the gaps it showed. Times are ISO 8601. */
export interface VisitStore {
  add(id: string, visit: Visit, at: string): Promise<void>
  /** Questions that found nothing, did not help or went to a person, and belong to no gap yet; newest first. */
  ungrouped(filter: {
    site: string
    since: string
    limit: number
  }): Promise<{ id: string; text: string; locale: Locale }[]>
  gaps(filter: { site: string; locale?: Locale; since: string }): Promise<GapTotals[]>
  addGap(gap: GapRecord): Promise<void>
  assign(gapId: string, visitIds: readonly string[]): Promise<void>
  questions(gapId: string, limit: number): Promise<GapQuestion[]>
  close(gapId: string, by: { id: string; name: string }, at: string): Promise<void>
  outcomes(ids: readonly AnswerId[]): Promise<Map<AnswerId, Outcomes>>
  /** The best first; an answer that few have judged or opened is not among them. */
  mostHelpful(site: string, locale: Locale, limit: number): Promise<AnswerId[]>
  totals(
    site: string,
    since: string,
  ): Promise<{
    searches: number
    answered: number
    escalated: number
    helped: number
    notHelped: number
    published: number
  }>
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
  /** What visitors did, oldest first; the newest `limit`. */
  steps(site: string, since: string, limit: number): Promise<Step[]>
  unhelpful(
    site: string,
    since: string,
    limit: number,
  ): Promise<{ answerId: AnswerId; helped: number; notHelped: number; reasons: { text: string; at: string }[] }[]>
  /** Also the gaps this leaves empty; one named by this visitor's words is named by another's. */
  removeOf(visitor: string): Promise<void>
  of(visitor: string): Promise<VisitRecord[]>
  removeBefore(at: string): Promise<number>
}
