import { createRequire } from 'node:module'
import { scriptOf } from './speller.ts'
import { wordKey } from './word-key.ts'

const stemmer = (
  createRequire(import.meta.url)('snowball-stemmers') as {
    newStemmer(language: string): { stem(word: string): string }
  }
).newStemmer('russian')
const MIN_STEM = 4

/** What is written with ё is known with е, however its letters are composed. */
const keyOf = (word: string): string => word.normalize('NFC').replaceAll('ё', 'е')

/** The shop's words as the check asks for them: case does not matter, and a Russian word is known in all its forms. */
export interface KnownWords {
  has(word: string): boolean
  /** False: `has` says no too, and this says it for a few look-ups; finding the stem of a word takes forty microseconds. */
  mayHave(word: string): boolean
  add(word: string): void
}

export function knownWords(words: Iterable<string>): KnownWords {
  const exact = new Set<string>()
  const stems = new Set<string>()
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
      const stem = scriptOf(key) === 'ru' ? stemmer.stem(key) : ''
      if (stem.length >= MIN_STEM) stems.add(stem)
    },
  }
  for (const word of words) known.add(word)
  return known
}
