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
  add(word: string): void
}

export function knownWords(words: Iterable<string>): KnownWords {
  const exact = new Set<string>()
  const stems = new Set<string>()
  const known: KnownWords = {
    has: (word) => {
      const key = keyOf(word.toLowerCase().replaceAll('’', "'"))
      if (exact.has(key) || (key.endsWith("'s") && exact.has(key.slice(0, -2)))) return true
      if (scriptOf(key) === 'en') return key.endsWith('s') && key.length > MIN_STEM && exact.has(key.slice(0, -1))
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
