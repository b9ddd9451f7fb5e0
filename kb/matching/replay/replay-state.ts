import type { LearntItem, SearchEntry, SynonymGroup, Thresholds } from '../matcher.ts'
import type { Judgements } from '../verdict/judgements.ts'

/** All that a site's questions are judged by today, to be judged so elsewhere. */
export interface ReplayState {
  site: string
  entries: readonly SearchEntry[]
  learnt: readonly LearntItem[]
  synonyms: readonly SynonymGroup[]
  thresholds: Thresholds
  judgements: Judgements | null
  sharpened: Float32Array<ArrayBuffer> | null
}
