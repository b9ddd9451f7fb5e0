import { FAREWELLS, GREETINGS, NODS, OFFERS, PAUSES, PINGS, REQUESTS, THANKS } from './courtesies.ts'

/** A name begins with a capital even where the rest ignores case. */
const CAPITAL = String.raw`(?-i:\p{Lu})[\p{L}-]{1,30}`
const NAME = String.raw`(?:[,\s]+${CAPITAL}){0,2}`
const WORDS = String.raw`[\p{L}' ]{3,40}`
const END = String.raw`[\s,.!…)–—-]*`

/** All repetitions are over one class or bounded, so each pattern is linear in the text. */
const anyOf = (phrases: readonly string[]): string =>
  `(?:${phrases
    .join('|')
    .replaceAll('CAPITAL', CAPITAL)
    .replaceAll('WORDS', WORDS)
    .replace(/ (?![{}\]])/g, '\\s+')})(?![\\p{L}\\p{N}-])`

const OPENING = new RegExp(`^${END}${anyOf([...GREETINGS, ...REQUESTS])}${END}`, 'iu')
const GREETED_NAME = new RegExp(`^${anyOf([...GREETINGS, 'dear'])}${NAME}\\s*[!.,]`, 'iu')
const ALL = anyOf([...GREETINGS, ...REQUESTS, ...THANKS, ...FAREWELLS, ...OFFERS, ...NODS, ...PAUSES, ...PINGS])
/** Up to four of them make a whole sentence: "Пожалуйста, обращайтесь!" V8 writes out what may stand three times, and takes 120 ms to read it. */
const COURTESY = new RegExp(`^${END}(?:${ALL}${NAME}${END}){0,4}[?:;\\s)]*$`, 'iu')
const SAYS_SOMETHING = /\p{L}/u

const MAX_ROUNDS = 4

/** The matter of a visitor's message: "Здравствуйте! Подскажите, пожалуйста, как вернуть куртку?" → "как вернуть куртку?". */
export function withoutOpening(text: string): string {
  let rest = text.trim()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = rest.replace(GREETED_NAME, '').replace(OPENING, '').trim()
    if (next === rest) break
    rest = next
  }
  return rest.replace(/^[\s,.!…–—-]+/, '')
}

export const isCourtesy = (sentence: string): boolean =>
  sentence.trim() === '' || (SAYS_SOMETHING.test(sentence) && COURTESY.test(sentence.trim()))

/** The sentences of a message that say something. Line breaks and lists stay. */
export function substance(message: string): string {
  return message
    .split('\n')
    .map((line) => {
      const sentences = line.match(/[^.!?…]+(?:[.!?…]+(?=\s|$)["»”)]*|[.!?…](?=\S)|$)*/gu) ?? [line]
      const kept = joinTorn(sentences)
        .filter((sentence) => !isCourtesy(sentence))
        .join('')
        .trim()
      return upperFirst(withoutGreeting(kept))
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** "1.5 км" and "tropa.example" are not ends of sentences. */
function joinTorn(pieces: readonly string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (before !== undefined && !/^\s/.test(piece)) joined[joined.length - 1] = before + piece
    else joined.push(piece)
  }
  return joined
}

const withoutGreeting = (text: string): string => text.replace(GREETED_NAME, '').trim()
const upperFirst = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
