import { hashText } from './lexicon/lexicon.ts'
import type { SearchEntry } from './matcher.ts'

const HASHES = 2 ** 32

/**
 * Entries in an order of what they say. Ids are drawn by chance, and what is learnt from a library depends a little on
 * the order it is read in: the same library should judge alike on every machine. Numbers are sorted, not texts: a
 * hundred thousand of them take milliseconds.
 */
export function byContent(entries: readonly SearchEntry[]): SearchEntry[] {
  const keys = Float64Array.from(
    entries,
    ({ site, locale, question, body }, i) =>
      (hashText(`${site} ${locale} ${question} ${body.length}`) >>> 0) + i * HASHES,
  )
  return [...keys.sort((a, b) => (a % HASHES) - (b % HASHES))].map((key) => entries[Math.floor(key / HASHES)]!)
}
