import { createRequire } from 'node:module'
import { scriptOf } from './speller.ts'
import { wordKey } from './word-key.ts'

const stemmer = (
  createRequire(import.meta.url)('snowball-stemmers') as {
    newStemmer(language: string): { stem(word: string): string }
  }
).newStemmer('russian')
const MIN_STEM = 4
/** Beginnings up to this length are known: almost nothing else begins like a word of the shop for so long. */
const BEGINNING = 5

/** What is written with ё is known with е, however its letters are composed. */
const keyOf = (word: string): string => word.normalize('NFC').replaceAll('ё', 'е')

/** The shop's words as the check asks for them: case does not matter, and a Russian word is known in all its forms. */
export interface KnownWords {
  has(word: string): boolean
  /** False: `has` says no too, and this says it for a few look-ups; finding the stem of a word takes forty microseconds. */
  mayHave(word: string): boolean
  /**
   * A word that differs from this one only behind so many of its letters is not known: no known word begins like that. It is
   * without end where this word itself begins like a known one.
   */
  alikeUpTo(word: string): number
  add(word: string): void
}

export function knownWords(words: Iterable<string>): KnownWords {
  const exact = new Set<string>()
  const stems = new Set<string>()
  const beginnings = new Set<string>()
  const keepBeginnings = (key: string) => {
    for (let length = 1; length <= Math.min(BEGINNING, key.length); length++) beginnings.add(key.slice(0, length))
  }
  const asAsked = (word: string) => keyOf(word.toLowerCase().replaceAll('’', "'"))
  const isKnownAsWritten = (key: string): boolean =>
    exact.has(key) ||
    (key.endsWith("'s") && exact.has(key.slice(0, -2))) ||
    (key.endsWith('s') && key.length > MIN_STEM && scriptOf(key) === 'en' && exact.has(key.slice(0, -1)))
  /** A stem is what its word begins with. */
  const beginsWithStem = (key: string): boolean => {
    for (let length = MIN_STEM; length <= key.length; length++) if (stems.has(key.slice(0, length))) return true
    return false
  }
  const known: KnownWords = {
    mayHave: (word) => {
      const key = asAsked(word)
      return isKnownAsWritten(key) || beginsWithStem(key)
    },
    alikeUpTo: (word) => {
      const key = asAsked(word)
      // Letters that are put together are others in the key; what stands before "'s" is known by itself.
      if (key.length !== word.length || key.includes("'")) return Number.POSITIVE_INFINITY
      let length = 0
      while (length < key.length && length < BEGINNING && beginnings.has(key.slice(0, length + 1))) length++
      return length === BEGINNING || beginsWithStem(key) ? Number.POSITIVE_INFINITY : length
    },
    has: (word) => {
      const key = asAsked(word)
      if (isKnownAsWritten(key)) return true
      if (scriptOf(key) === 'en' || !beginsWithStem(key)) return false
      const stem = stemmer.stem(key)
      return stem.length >= MIN_STEM && stems.has(stem)
    },
    add: (word) => {
      const key = keyOf(wordKey(word))
      exact.add(key)
      keepBeginnings(key)
      const stem = scriptOf(key) === 'ru' ? stemmer.stem(key) : ''
      if (stem.length < MIN_STEM) return
      stems.add(stem)
      keepBeginnings(stem)
    },
  }
  for (const word of words) known.add(word)
  return known
}
