import type { Audience, SearchEntry } from '../matcher.ts'

/** What an engine is asked: the repaired words as stems, the most telling first, and who asks. */
export interface CandidateQuery {
  stems: readonly string[]
  site: string
  audience: Audience | 'all'
  limit: number
}

/** The library as an engine reads it: always as it is now. */
export interface IndexedLibrary {
  entries(): readonly SearchEntry[]
  entry(id: string): SearchEntry | undefined
}

/**
 * A port for an engine outside the process that finds candidates; the matcher scores them itself, so every engine leads to
 * the same verdict. `candidates` rejects when the engine cannot answer: the matcher then uses its own index.
 */
export interface SearchIndex {
  readonly engine: 'meilisearch'
  /** Brings the engine up to date in the background, now and whenever it fell behind. */
  start(library: IndexedLibrary): void
  /** Answers that were put or removed. They are told to the engine in the background and are candidates until it has them. */
  changed(ids: readonly string[]): void
  /** Ids, best first. */
  candidates(query: CandidateQuery): Promise<string[]>
  /** Why the engine is not to be relied on now; null when it is well. */
  trouble(): string | null
  close(): Promise<void>
}
