import type { Page, Locale } from '#shared'
import type { Actor } from '../../actor.ts'
import type { Hit } from '../../answers/finding/finding.ts'

/** How far the answer to a gap is: nobody is at it, it is being written, or facts for it are waited for. */
export const GAP_STAGES = ['new', 'writing', 'waits'] as const
export type GapStage = (typeof GAP_STAGES)[number]

export interface GapCare {
  /** Who writes it, as the shop calls them: a colleague, a department. */
  owner: string | null
  /** `2026-11-30` */
  dueOn: string | null
  stage: GapStage
}

/** A question the library could not answer, in all the ways it was asked. */
export interface Gap extends GapCare {
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

/** What to write next. */
export interface Gaps {
  /**
   * Questions that escalated, found nothing or were not helped, grouped; most asked first. `sinceMs`: how far back.
   * A lead reads each question and where it was asked; an operator what at least two visitors asked, in words two of them
   * used, and what was typed into the search alone: what one visitor wrote is for the members of that conversation.
   */
  list(
    filter: {
      site: string
      locale?: Locale
      sinceMs: number
      page: number
      perPage: number
      includeClosed?: boolean
      reader: 'operator' | 'lead'
    },
    now: number,
  ): Promise<Page<Gap>>
  /** Who writes its answer, by when, how far it is. False: this site has no such gap. */
  tend(id: string, site: string, care: GapCare): Promise<boolean>
  /** It needs no answer; asked again, it is open again. False: this site has no such gap. */
  close(id: string, site: string, actor: Actor, now: number): Promise<boolean>
}
