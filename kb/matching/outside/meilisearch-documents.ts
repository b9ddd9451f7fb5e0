import { createHash } from 'node:crypto'
import type { Settings } from 'meilisearch'
import type { SearchEntry } from '../matcher.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'
import { matterOf } from '../text/common-words.ts'

export interface MeilisearchDocument {
  /** Meilisearch ids take only A–Z, a–z, 0–9, - and _: our id in base64url. */
  key: string
  id: string
  site: string
  audience: string
  question: string
  phrasings: string[]
  body: string
}

const MOST_CANDIDATES = 200

/**
 * Meilisearch does not stem, so documents hold stems (a shadow of the texts) and queries are stemmed too. It has no rarity
 * of words either: `frequency` matching drops common words first, and our own score decides in the end.
 */
export const SETTINGS: Settings = {
  searchableAttributes: ['question', 'phrasings', 'body'],
  displayedAttributes: ['id'],
  filterableAttributes: ['site', 'audience'],
  rankingRules: ['words', 'typo', 'attribute', 'exactness'],
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['rus', 'eng'] }],
  pagination: { maxTotalHits: MOST_CANDIDATES },
}

/** Changes whenever settings or the shape of documents do: an index of another version is rebuilt. */
export const INDEX_VERSION = createHash('sha256').update(JSON.stringify(SETTINGS)).update('1').digest('hex').slice(0, 8)

export const documentKey = (id: string): string => Buffer.from(id).toString('base64url')

export function meilisearchDocument(entry: SearchEntry): MeilisearchDocument {
  return {
    key: documentKey(entry.id),
    id: entry.id,
    site: entry.site,
    audience: entry.audience,
    question: stemsOf(entry.question),
    phrasings: entry.phrasings.map(({ text }) => stemsOf(text)),
    body: stemsOf([entry.body, ...entry.products, ...(entry.productNames ?? [])].join(' ')),
  }
}

const stemsOf = (text: string): string =>
  tokenise(text)
    .filter((word) => matterOf(word) > 0)
    .map(stem)
    .join(' ')
