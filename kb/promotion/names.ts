import type { PersonalData } from './personal-data.ts'
import { LEADING_TO } from './personal-data.ts'

/** How people say who they are, in words that nothing else follows. */
const INTRODUCTION = /(?:меня зовут|зовут меня|мо[её] имя|my name is)[ :—–-]+(\p{L}{2,30}(?:\s+\p{L}{2,30})?)/giu
/** A name of one or two letters would hit ordinary words. */
const MIN_LETTERS = 3
/** Endings of Russian names and surnames in the six cases; the bare stem is one of them. */
const ENDINGS = 'ого|ому|ыми|ой|ей|ою|ею|ом|ем|ём|ым|им|ых|ая|ую|а|я|ы|и|е|у|ю|й|ь'
const MAX_NAMES = 20

/** Names the words themselves give away: "меня зовут Анна". */
export const introducedNames = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [...text.matchAll(INTRODUCTION)].map((found) => asName(found[1] ?? '')))

/** The second word belongs to the name if it is written as one. */
function asName(words: string): string {
  const [first = '', second = ''] = words.split(/\s+/)
  return /^\p{Lu}/u.test(second) ? `${first} ${second}` : first
}

/**
 * Where the known names of these people stand, in any Russian case. A name is written with a capital (a lowercase "лев" is an animal),
 * except right after an introduction.
 */
export function namesIn(text: string, people: readonly string[]): PersonalData[] {
  const words = [
    ...new Set(people.flatMap((name) => name.split(/[^\p{L}]+/u)).filter((word) => word.length >= MIN_LETTERS)),
  ].slice(0, MAX_NAMES)
  if (words.length === 0) return []
  const any = words.map(formsOf).join('|')
  const found = new Map<number, PersonalData>()
  for (const { 0: match, index } of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu')))
    if (/^\p{Lu}/u.test(match)) found.set(index, { kind: 'name', start: index, end: index + match.length, text: match })
  for (const { 0: match, 1: introduced = '', index } of text.matchAll(INTRODUCTION)) {
    const [start, name] = [index + match.length - introduced.length, asName(introduced).split(' ')[0] ?? '']
    found.set(start, { kind: 'name', start, end: start + name.length, text: name })
  }
  return [...found.values()].sort((one, other) => one.start - other.start)
}

function formsOf(name: string): string {
  if (!/^\p{Script=Cyrillic}+$/u.test(name)) return name
  const stem = name.replace(/(?:ая|ий|ый|[аяйьеёиыоую])$/iu, '')
  // "Оля" has a stem of two letters, which alone means nothing.
  return `${stem}(?:${ENDINGS})${stem.length < MIN_LETTERS ? '' : '?'}`
}

/** The text without these names: an address goes with its comma, the sentence begins with its next word. */
export function withoutNames(text: string, found: readonly PersonalData[]): string {
  let clean = text
  for (const { start, end } of found.toReversed()) {
    const [before, after] = [clean.slice(0, start), clean.slice(end)]
    const addressed = /(?:^|[.!?…]\s+|\n\s*)$/u.test(before) ? /^\s*[,!]\s*/.exec(after)?.[0] : undefined
    if (addressed !== undefined)
      clean = before + after.slice(addressed.length).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
    else if (/,\s*$/.test(before) && /^\s*[,.!?…]/.test(after)) clean = before.replace(/,\s*$/, '') + after.trimStart()
    else clean = before.replace(LEADING_TO, '') + after
  }
  return clean
}
