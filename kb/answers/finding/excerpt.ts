import { fold } from '#shared'
import { proseOf, shownText } from '../../markdown/plain-text.ts'

const MAX_LENGTH = 200
/** Enough of a word's start to find its other forms: "возвраты" is found by "возвр". */
const stemLength = (word: string): number => Math.max(3, Math.min(word.length, Math.ceil(word.length * 0.7)))

/**
 * At most `length` characters of plain text around the place where most of the words stand, cut at word borders. Words that
 * the question shown above it holds already need no place: an answer begins with what answers them.
 */
export function excerpt(text: string, words: readonly string[], question = '', length = MAX_LENGTH): string {
  const flat = (proseOf(text) || shownText(text)).replace(/\s+/g, ' ').trim().normalize('NFC')
  if (flat.length <= length) return flat
  const folded = fold(flat)
  const asked = fold(question)
  const places = words
    .map((word) => fold(word))
    .filter((word) => word.length > 2)
    .map((word) => word.slice(0, stemLength(word)))
    .filter((start) => placesOf(asked, start).length === 0)
    .flatMap((start) => placesOf(folded, start))
    .sort((one, other) => one - other)

  const window = length - 2
  let start = 0
  let best = places.filter((place) => place < window).length
  for (const place of places) {
    const covered = places.filter((other) => other >= place && other < place + window - 40).length
    if (covered > best) {
      best = covered
      start = place
    }
  }
  const from = start === 0 ? 0 : sentenceOrWordBefore(flat, start)
  const cut = flat.slice(from, from + window)
  const whole =
    from + window >= flat.length
      ? cut
      : cut.slice(0, Math.max(cut.lastIndexOf(' '), window / 2)).replace(/[\s,;:–—-]+$/, '')
  return `${from > 0 ? '…' : ''}${whole}${from + window >= flat.length ? '' : '…'}`
}

function placesOf(text: string, stem: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(stem); at >= 0 && places.length < 20; at = text.indexOf(stem, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) places.push(at)
  }
  return places
}

function sentenceOrWordBefore(text: string, place: number): number {
  const near = text.slice(Math.max(0, place - 40), place)
  const sentence = near.search(/[.!?]\s[^.!?]*$/)
  if (sentence >= 0) return Math.max(0, place - 40) + sentence + 2
  const word = near.indexOf(' ')
  return word >= 0 && place > 40 ? Math.max(0, place - 40) + word + 1 : Math.max(0, place - near.length)
}
