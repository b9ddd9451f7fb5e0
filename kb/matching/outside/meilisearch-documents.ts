import { createHash } from 'node:crypto'
import type { Settings } from 'meilisearch'
import type { SearchEntry } from '../matcher.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'

export interface MeilisearchDocument {
  /** Meilisearch ids take only A–Z, a–z, 0–9, - and _: our id in base64url. */
  key: string
  id: string
  site: string
  audience: string
  question: string
  phrasings: string[]
  body: string
  /** Of what the document was made of: another one means that it is to be written again. */
  stamp: string
}

const MOST_CANDIDATES = 200

/**
 * Meilisearch does not stem, so documents hold stems (a shadow of the texts) and queries are stemmed too. It has no rarity
 * of words either: our own score decides in the end.
 */
export const SETTINGS = {
  searchableAttributes: ['question', 'phrasings', 'body'],
  displayedAttributes: ['id', 'key', 'stamp'],
  filterableAttributes: ['site', 'audience'],
  rankingRules: ['words', 'typo', 'attribute', 'exactness'],
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['rus', 'eng'] }],
  pagination: { maxTotalHits: MOST_CANDIDATES },
} satisfies Settings

/** Changes whenever settings or the shape of documents do: each version has an index of its own. */
export const INDEX_VERSION = createHash('sha256').update(JSON.stringify(SETTINGS)).update('2').digest('hex').slice(0, 8)

export const documentKey = (id: string): string => Buffer.from(id).toString('base64url')

export function meilisearchDocument(entry: SearchEntry): MeilisearchDocument {
  return {
    key: documentKey(entry.id),
    id: entry.id,
    site: entry.site,
    audience: entry.audience,
    question: stemsOf(entry.question),
    phrasings: entry.phrasings.map(({ text }) => stemsOf(text)),
    body: stemsOf(bodyOf(entry)),
    stamp: stampOf(entry),
  }
}

/** Of the texts as written: much cheaper than the document itself. */
export function stampOf(entry: SearchEntry): string {
  const phrasings = entry.phrasings.map(({ text }) => text).sort()
  const texts = [entry.site, entry.audience, entry.question, bodyOf(entry), ...phrasings]
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 16)
}

/** Whether an index that answers with `held` has our settings; Meilisearch tells more of them than it was given. */
export function hasOurSettings(held: unknown, wanted: unknown = SETTINGS): boolean {
  if (typeof wanted !== 'object' || wanted === null) return held === wanted
  if (typeof held !== 'object' || held === null) return false
  if (Array.isArray(wanted) && (!Array.isArray(held) || held.length !== wanted.length)) return false
  return Object.entries(wanted).every(([name, value]) => hasOurSettings((held as Record<string, unknown>)[name], value))
}

const bodyOf = ({ body, products, productNames = [] }: SearchEntry): string =>
  [body, ...products, ...productNames].join(' ')

const stemsOf = (text: string): string =>
  tokenise(text)
    .filter((word) => matterOf(word) > 0)
    .map(stem)
    .join(' ')
