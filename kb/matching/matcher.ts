import type { QuestionGroups } from './question-groups.ts'
import type { Locale } from '#shared'

export type Verdict = 'answer' | 'suggest' | 'escalate'
export type Audience = 'public' | 'operators'

/** A published answer as the matcher reads it; `body` is plain text. */
export interface SearchEntry {
  id: string
  site: string
  locale: Locale
  audience: Audience
  question: string
  body: string
  phrasings: { id: string; text: string; at?: string; source?: string; weight?: number }[]
  category: string
  products: string[]
  productCategories?: string[]
  /** Ids of the categories of products that the answer holds for as a whole. */
  ofCategories?: string[]
  productNames?: string[]
  shortcut?: string
}

export interface MatchQuery {
  text: string
  site: string
  /** Language of the interface: decides only when the words do not. */
  locale?: Locale
  audience: Audience | 'all'
  /** SKU of the product the visitor looks at. */
  product?: string
  /** Ids of that product's categories. */
  productCategories?: readonly string[]
  category?: string
  page?: string
  /** The last word may be unfinished. */
  typing?: boolean
  limit?: number
  /** Milliseconds since 1970. */
  now?: number
}

export interface Repair {
  from: string
  to: string
  kind: 'layout' | 'typo' | 'translit' | 'split' | 'alphabet'
}

export interface Because {
  words: string[]
  phrasing?: { text: string; at?: string }
  missing?: string[]
  /** The first answer was found by what is meant: near this text of it. */
  meaning?: { text: string; at?: string }
  /** Question which operators said the library lacks. */
  learnt?: string
}

export interface MatchHit {
  id: string
  score: number
  words: string[]
  phrasing?: string
}

export interface MatchResult {
  verdict: Verdict
  /** Share of right answers at this confidence, 0…1. */
  confidence: number
  /** How likely the library has an answer at all, 0…1: decides between `suggest` and `escalate`. */
  fit: number
  because: Because
  repaired: Repair[]
  /** The text as searched, repairs applied. */
  searched: string
  hits: MatchHit[]
  engine: 'embedded' | 'meilisearch'
  degraded: boolean
}

export type OutcomeKind = 'helped' | 'not_helped' | 'solved_by' | 'no_answer'

/** What became of a question. `visitor` is an opaque key: it only tells one person from another. */
export interface Outcome {
  kind: OutcomeKind
  site: string
  visitor: string
  query: string
  /** Not for `no_answer`. */
  answerId?: string
  /** ISO 8601 UTC. */
  at: string
}

export interface LearntFilter {
  site?: string
  answerId?: string
  effect?: LearntItem['effect']
}

/** One thing the matcher learnt: visible, with its source, removable by `forget(id)`. */
export interface LearntItem {
  id: string
  site: string
  /** `raises` and `lowers` an answer for the question; `absent`: operators said the library lacks the answer. */
  effect: 'raises' | 'lowers' | 'absent'
  question: string
  answerId: string | null
  /** Different people it was learnt from. */
  visitors: number
  /** How strongly it counts today, 0…1. */
  weight: number
  firstAt: string
  lastAt: string
  source: 'visitors' | 'operators'
}

export interface Thresholds {
  /** Least confidence for one answer. */
  answer: number
  /** Least fit of the best answer for a few candidates. */
  suggest: number
  /** `default` until the library has enough phrasings of visitors, `library` when computed from them, `lead` when set by hand. */
  source: 'default' | 'library' | 'lead'
}

/** What the library's own phrasings would get under other thresholds. */
export interface ThresholdPreview {
  questions: number
  now: VerdictShares
  then: VerdictShares
  /** Examples whose verdict changes, at most twenty. */
  changes: { question: string; answerId: string; from: Verdict; to: Verdict; right: boolean }[]
}
export interface VerdictShares {
  answer: number
  /** Of the questions given one answer, the share given the right one. */
  right: number
  suggest: number
  escalate: number
}

/** Words that mean the same in this shop; every group is used both ways. */
export interface SynonymGroup {
  locale: Locale
  words: string[]
}

export interface MatcherStatus {
  engine: 'embedded' | 'meilisearch'
  degraded: boolean
  reason?: string
  entries: number
  buildMs: number
  memoryMb?: number
  /** Phrasings of visitors from which thresholds were computed; 0 before that. */
  calibratedOn: number
}

export interface SimilarOptions {
  site: string
  locale?: Locale
  audience?: Audience | 'all'
  limit?: number
  exclude?: readonly string[]
}

export interface PageContext {
  site: string
  locale: Locale
  product?: string
  productCategories?: readonly string[]
  category?: string
  page?: string
  limit?: number
}

/** What visitors asked, each question once; `count`: how often. */
export interface PastQuestion {
  text: string
  locale: Locale
  product?: string
  count: number
}

/** What somebody is about to do to the library. */
export interface PlannedChange {
  put?: readonly SearchEntry[]
  remove?: readonly string[]
  /** The site's groups in place of what they are. */
  synonyms?: readonly SynonymGroup[]
}

/** What a question gets; `id` of the answer that stands first, null where a person is offered. */
export interface Found {
  verdict: Verdict
  id: string | null
}

/** A question that would get something else. */
export interface ReplayedQuestion {
  text: string
  locale: Locale
  count: number
  from: Found
  to: Found
}

export interface Replay {
  /** Different questions asked, and how often visitors asked them. */
  questions: number
  asked: number
  /** Those most often asked first. */
  changed: ReplayedQuestion[]
  /** Meaning is left out: ten thousand questions would take it minutes. What it finds beside words is not in here. */
  byWordsAlone: boolean
}

/** Decides what a visitor's words get: an answer, a few candidates, or a person. */
export interface Matcher {
  match(query: MatchQuery): Promise<MatchResult>
  /** Inserts or replaces; usable when the promise resolves. */
  put(entries: readonly SearchEntry[]): Promise<void>
  remove(ids: readonly string[]): Promise<void>
  /** Answers that say the same: duplicates at promotion, related answers. Scores are likeness, 0…1. */
  similar(text: string, options: SimilarOptions): Promise<MatchHit[]>
  /** Before anything is typed: the product's answers, then its category's, then the shop's most helpful. */
  suggestForContext(context: PageContext): Promise<MatchHit[]>
  learn(outcome: Outcome): Promise<void>
  learnt(filter?: LearntFilter): Promise<LearntItem[]>
  /** Removes one learnt thing and the outcomes behind it; false if there is none. */
  forget(id: string): Promise<boolean>
  /** Removes what one visitor taught, words and all. */
  forgetVisitor(visitor: string): Promise<void>
  synonyms(site: string): Promise<SynonymGroup[]>
  setSynonyms(site: string, groups: readonly SynonymGroup[]): Promise<void>
  thresholds(site: string): Promise<Thresholds>
  /** Null returns to what the library's own phrasings say. */
  setThresholds(site: string, thresholds: { answer: number; suggest: number } | null): Promise<void>
  previewThresholds(site: string, thresholds: { answer: number; suggest: number }): Promise<ThresholdPreview>
  /**
   * What past questions of visitors would get after a change that is only planned; asked in a thread of its own. Null when the
   * library is closed before it is through, or too many wait already; rejects where it takes longer than a minute.
   */
  replay(site: string, questions: readonly PastQuestion[], change: PlannedChange): Promise<Replay | null>
  /** Empty groups of questions, weighed by how rare their words are in this library. */
  questionGroups(): QuestionGroups
  status(): MatcherStatus
  /** Resolves when background work (thresholds, sharpened weights) has caught up with the last change. */
  settled(): Promise<void>
  close(): Promise<void>
}
