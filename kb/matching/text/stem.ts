import { createRequire } from 'node:module'

interface Stemmer {
  stem(word: string): string
}
// the package is CommonJS without types
const snowball = createRequire(import.meta.url)('snowball-stemmers') as { newStemmer(name: string): Stemmer }
const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')

/** Snowball stem by the word's script; words with digits are left as they are. */
export function stem(word: string): string {
  if (/\p{N}/u.test(word)) return word
  if (/^[а-я]+$/.test(word)) return russian.stem(word)
  if (/^[a-z]+$/.test(word)) return english.stem(word)
  return word
}
