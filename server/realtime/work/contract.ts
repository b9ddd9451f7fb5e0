import type { Page } from '#shared'
import type { WorkBy, WorkFact, WorkFigure, WorkReport } from '#protocol'

/** Of which rows facts are listed; `key` null: of all. */
export interface FactsAsked {
  figure: WorkFigure
  by: WorkBy
  key: string | null
  /** Days of the site's calendar, both included. */
  from: string
  until: string
}

/** What people did on a site; for its leads. */
export interface Work {
  workReport(site: string, asked: { by: WorkBy; days: number }): Promise<WorkReport>
  /** What a figure counts, newest first. Of conversations that were erased nothing is listed. */
  workFacts(site: string, asked: FactsAsked, page: { page: number; perPage: number }): Promise<Page<WorkFact>>
}
