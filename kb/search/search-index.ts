import type { Audience, Locale, SearchEntry } from '../matching/matcher.ts'

/** What an engine is asked: a repaired text and who asks. */
export interface CandidateQuery {
  text: string
  /** Stems of the repaired words, for engines that cannot stem. */
  stems: readonly string[]
  site: string
  locale: Locale | null
  audience: Audience | 'all'
  limit: number
}

/**
 * A port for finding candidates, best first; the matcher scores them itself, so every engine leads to the same verdict.
 * `candidates` rejects when the engine cannot answer: the matcher then uses its own index.
 */
export interface SearchIndex {
  readonly engine: 'embedded' | 'meilisearch'
  put(entries: readonly SearchEntry[]): Promise<void>
  remove(ids: readonly string[]): Promise<void>
  candidates(query: CandidateQuery): Promise<string[]>
  /** Why the engine is not to be relied on now; null when it is well. */
  trouble(): string | null
  close(): Promise<void>
}
