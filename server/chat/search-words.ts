import { foldWords } from '#shared'

const LONGEST_TEXT = 60_000
/** Nobody looks for a longer one, and PostgreSQL keeps none beyond 2 KB. */
const LONGEST_WORD = 100
const MOST_ASKED = 8
/** "T-104512" is also looked for as "T104512". */
const LETTERS_THEN_NUMBER = /(?<![\p{L}\p{N}])(\p{L}{1,5})[-–—‑](\d{3,12})(?![\p{L}\p{N}])/gu

/** The words of a text as they are kept for the search: folded, one space between, each of bounded length, no character cut in two. */
export function searchWords(text: string): string {
  const read = text.slice(0, LONGEST_TEXT)
  const joined = [...read.matchAll(LETTERS_THEN_NUMBER)].map(([, letters, number]) => `${letters}${number}`)
  return foldWords([read, ...joined].join(' '))
    .split(' ')
    .map((word) => word.slice(0, LONGEST_WORD))
    .join(' ')
    .toWellFormed()
}

/**
 * The beginnings a question asks for, all of which must be found: of each word its `stem`, as far as that begins the word, so that
 * another ending is found too.
 */
export function askedBeginnings(q: string, stem: (word: string) => string): string[] {
  const words = foldWords(q)
    .split(' ')
    .filter(Boolean)
    .slice(0, MOST_ASKED)
    .map((word) => word.slice(0, LONGEST_WORD))
  return [...new Set(words.map((word) => sharedBeginning(word, stem(word))))]
}

const LEAST_STEM = 3
function sharedBeginning(word: string, stem: string): string {
  let length = 0
  while (length < stem.length && stem[length] === word[length]) length += 1
  return length < LEAST_STEM ? word : word.slice(0, length)
}
