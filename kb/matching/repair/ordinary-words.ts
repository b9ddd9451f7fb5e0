import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hashText } from '../lexicon/lexicon.ts'
import { normalise } from '../text/normalise.ts'
import { stem } from '../text/stem.ts'

/** Whether a normalised word is one of the language in any usual form, though the library may never use it. */
export type IsWord = (word: string) => boolean

/** Hashes of words, open addressing, 0 is an empty place; shared so that threads need no copy. */
export type WordTable = Uint32Array<SharedArrayBuffer>

/** Twice the 196 000 words of both dictionaries: 2 MB. */
const TABLE_BITS = 19
const PLAIN = /^(?:[a-z]+|[а-я]+)$/
/** What a Snowball stem lost of the form dictionaries hold: nominative, infinitive, singular. */
const ENDINGS = {
  en: ['', 'e', 'y', 's', 'es'],
  ru: [
    ...['', 'а', 'я', 'о', 'е', 'ь', 'й', 'и', 'ы', 'ия', 'ие', 'ье', 'ок', 'ый', 'ий', 'ой', 'ая', 'ое'],
    ...['ть', 'ать', 'ить', 'еть', 'ять', 'уть', 'ться', 'аться', 'иться', 'еться', 'яться', 'уться', 'овать'],
  ],
}

/** Of the words (one per line, affix flags after a slash, as Hunspell's `.dic`). */
export function wordTable(dictionaries: readonly string[]): WordTable {
  const table: WordTable = new Uint32Array(new SharedArrayBuffer(4 << TABLE_BITS))
  for (const dictionary of dictionaries) {
    for (const line of dictionary.split('\n')) {
      const slash = line.indexOf('/')
      const word = normalise(slash < 0 ? line.trim() : line.slice(0, slash))
      if (!PLAIN.test(word)) continue
      const at = placeOf(table, word)
      if (table[at] === 0) table[at] = keyOf(word)
    }
  }
  return table
}

/** A word counts when the table holds it, or its stem with an ending that a dictionary form may have. */
export function isWordOf(table: WordTable): IsWord {
  const holds = (word: string) => table[placeOf(table, word)] !== 0
  return (word) => {
    if (!PLAIN.test(word)) return false
    if (holds(word)) return true
    const past = word.replace(/л[аои]?$/, 'ть')
    if (past !== word && holds(past)) return true
    const stemmed = stem(word)
    if (stemmed === word || stemmed.length < 3) return false
    return ENDINGS[word <= 'z' ? 'en' : 'ru'].some((ending) => holds(stemmed + ending))
  }
}

let shipped: WordTable | null = null

/** English (SCOWL) and Russian (Lebedev) words, read once per process from the dictionaries the speller uses too. */
export function shippedWords(): WordTable {
  const require = createRequire(import.meta.url)
  shipped ??= wordTable(
    ['dictionary-en', 'dictionary-ru'].map((name) =>
      readFileSync(require.resolve(name).replace(/index\.js$/, 'index.dic'), 'utf8'),
    ),
  )
  return shipped
}

const keyOf = (word: string): number => hashText(word) >>> 0 || 1

/** Where the word is, or the empty place it would take. */
function placeOf(table: WordTable, word: string): number {
  const key = keyOf(word)
  let at = Math.imul(key, 0x9e3779b1) >>> (32 - TABLE_BITS)
  while (table[at] !== 0 && table[at] !== key) at = (at + 1) & (table.length - 1)
  return at
}
