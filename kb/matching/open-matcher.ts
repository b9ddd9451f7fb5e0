import { type Log, silent } from '../log.ts'
import { type Began, unwatched } from '../work.ts'
import { keptStudy } from './background/kept-study.ts'
import type { SearchIndex } from './outside/search-index.ts'
import type { LearntStore } from './learning/learnt-store.ts'
import { LexicalEngine } from './lexical-engine.ts'
import { readCommonWords } from './repair/common-slips.ts'
import { shippedWords, type WordTable } from './repair/ordinary-words.ts'
import type { Meaning } from './meaning/meaning.ts'
import { LibraryMatcher } from './library-matcher.ts'
import type { Matcher, SearchEntry } from './matcher.ts'

export interface MatcherParts {
  entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>
  store: LearntStore
  /** An outside engine for candidates (see outside/); absent: the embedded index alone. */
  outside?: SearchIndex | null
  /** What finds by meaning beside words; absent: words alone. */
  meaning?: Meaning | null
  /** Words of the languages, which are never repaired; the shipped dictionaries unless given. */
  words?: WordTable
  log?: Log
  began?: Began
}

/** Builds the matcher from the store; resolves when it answers. */
export async function openMatcher(parts: MatcherParts): Promise<Matcher> {
  const { entries, store, outside = null, meaning = null, words = shippedWords(), log = silent } = parts
  const { began = unwatched } = parts
  const engine = new LexicalEngine({ log, words, meaning, began, kept: keptStudy(store, log, meaning?.model ?? null) })
  const matcher = new LibraryMatcher({ engine, outside, meaning, store, log })
  await matcher.open(entries)
  void readCommonWords()
  return matcher
}
