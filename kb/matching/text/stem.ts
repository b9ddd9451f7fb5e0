import { createRequire } from 'node:module'
import { oneStem } from '../words/one-stem.ts'

interface Stemmer {
  stem(word: string): string
}
// the package is CommonJS without types
const snowball = createRequire(import.meta.url)('snowball-stemmers') as { newStemmer(name: string): Stemmer }
const russian = snowball.newStemmer('russian')
const snowballEnglish = snowball.newStemmer('english')
let last = { word: '', stemmed: '' }
/** A word of the library is stemmed twice in a row: for itself, and for its letters. */
const english = {
  stem(word: string): string {
    if (word !== last.word) last = { word, stemmed: snowballEnglish.stem(word) }
    return last.stemmed
  },
}

/** Stemming takes some ten microseconds, and one word of a question is stemmed many times. */
let known = new Map<string, string>()
/** Those before them: words that are asked for again come back, so a large library does not make all be stemmed anew. */
let knownBefore = new Map<string, string>()
const MOST_KNOWN = 10_000

/**
 * Snowball stem by the word's script, and one stem for the forms of a word that Snowball takes apart ("колышек", "колышки";
 * "colour", "color"); words with digits are left as they are.
 */
export function stem(word: string): string {
  let found = known.get(word)
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) [knownBefore, known] = [known, new Map()]
    known.set(word, (found = knownBefore.get(word) ?? stemOf(word)))
  }
  return found
}

/** The word with its stem as one spelling of English has it: "colours" is "colors", with all its letters. Others stay. */
export function oneSpelling(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word
  const [typed, one] = [english.stem(word), stem(word)]
  if (one === typed || !word.startsWith(typed)) return word
  // The stem of "organize" is that of "organ": only the British ending is another.
  const american = typed.startsWith(one) ? typed.replace(/([iy])s$/, '$1z') : one
  return american + word.slice(typed.length)
}

function stemOf(word: string): string {
  if (/\p{N}/u.test(word)) return word
  if (/^[а-я]+$/.test(word)) return oneStem(russian.stem(word))
  if (/^[a-z]+$/.test(word)) return oneStem(english.stem(word))
  return word
}
