import type { Locale } from '#shared'
import type { GapCare } from './gaps.ts'

export interface GapRecord {
  id: string
  site: string
  locale: Locale
  label: string
  closedAt: string | null
}

export interface GapTotals extends GapRecord, GapCare {
  /** Different visitors who asked. */
  count: number
  /** Times it was searched by somebody who wrote to nobody. */
  searched: number
  lastAt: string
}

export interface GapQuestion {
  text: string
  at: string
  kind: string
  conversation: string | null
}

/** Port: questions the library could not answer, grouped. Times are ISO 8601. */
export interface GapStore {
  /** Questions that found nothing, did not help or went to a person, and belong to no gap yet; oldest first. */
  ungrouped(site: string, limit: number): Promise<{ id: string; text: string; locale: Locale; at: string }[]>
  names(site: string): Promise<{ id: string; locale: Locale; label: string }[]>
  /** Changes when gaps come or go: whoever remembers their names sees that they are no longer all. */
  census(site: string): Promise<string>
  /** Writes new gaps and whose visits are whose, together; false, and nothing written, if the census is another by now. */
  group(
    site: string,
    expected: string,
    changes: { fresh: readonly GapRecord[]; visits: ReadonlyMap<string, readonly string[]> },
  ): Promise<boolean>
  rename(gapId: string, label: string): Promise<void>
  totals(filter: { site: string; locale?: Locale; since: string }): Promise<GapTotals[]>
  /** Of these gaps over all time. */
  totalsOf(site: string, ids: readonly string[]): Promise<GapTotals[]>
  questions(gapId: string, limit: number): Promise<GapQuestion[]>
  /** Only wordings of two visitors, or typed into the search by somebody who wrote to nobody: no words of one conversation. */
  questionsForAll(gapId: string, limit: number): Promise<GapQuestion[]>
  /** False: this site has no such gap. */
  tend(gapId: string, site: string, care: GapCare): Promise<boolean>
  /** False: this site has no such gap. */
  close(gapId: string, site: string, by: { id: string; name: string }, at: string): Promise<boolean>
}
