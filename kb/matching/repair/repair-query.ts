import type { Repair } from '../matcher.ts'
import type { QueryWord } from '../ranking/query-vector.ts'
import { isCommonWord } from '../text/common-words.ts'
import { otherLayout } from '../text/keyboard.ts'
import { normalise, oneAlphabet } from '../text/normalise.ts'
import { tokenise } from '../text/tokenise.ts'
import { cyrillicReadings, latinReading } from '../text/transliterate.ts'
import { spokenForm } from './spoken-forms.ts'
import type { Vocabulary } from './vocabulary.ts'

const COMPLETIONS = 6
const SHORTEST_PART = 3
const SHORTEST_JOINED = 6
const SHORTEST_SPLIT = 6
/** A word of the other alphabet that is also misspelled is believed only when long. */
const SHORTEST_SLIPPED = 5
const MOST_WORDS = 120

export interface RepairedQuery {
  words: QueryWord[]
  repaired: Repair[]
  searched: string
}

/**
 * Reads a query against the library's own vocabulary. A word the library or either language knows is never touched; an
 * unknown one is tried as: mixed alphabets, the other keyboard layout, transliteration, a slip of the hand, two words
 * written as one or one written as two. The word as typed stays when nothing known is found.
 */
export function repairQuery(text: string, vocabulary: Vocabulary, typing = false): RepairedQuery {
  const repaired: Repair[] = []
  const words: QueryWord[] = []
  const chunks = shorten(text.normalize('NFKC').trim().split(/\s+/u))
  const lastChunk = chunks.length - 1
  const searched = chunks.map((chunk, at) => {
    const unfinished = typing && at === lastChunk && !/\s$/u.test(text)
    const reading = readChunk(chunk, vocabulary, unfinished)
    words.push(...reading.words)
    if (!reading.repair) return chunk
    repaired.push(reading.repair)
    return reading.repair.to
  })
  joinSplit(words, vocabulary, repaired)
  return { words, repaired, searched: applyJoins(searched.join(' '), repaired) }
}

/** Of a pasted letter its different words, from both ends when they are still too many: the matter may stand last. */
function shorten(chunks: string[]): string[] {
  if (chunks.length <= MOST_WORDS) return chunks
  const different = [...new Set(chunks)]
  return different.length <= MOST_WORDS
    ? different
    : [...different.slice(0, MOST_WORDS / 2), ...different.slice(-MOST_WORDS / 2)]
}

interface Reading {
  words: QueryWord[]
  repair?: Repair
}

function readChunk(chunk: string, vocabulary: Vocabulary, unfinished: boolean): Reading {
  const plain = normalise(chunk)
  const typed = compound(tokenise(plain), vocabulary)
  if (typed.length === 0) {
    const mapped = mappedLayout(plain, vocabulary)
    return mapped ? { words: mapped.words, repair: { from: chunk, to: mapped.to, kind: 'layout' } } : { words: [] }
  }
  if (typed.every((word) => stands(word, vocabulary))) {
    const words = typed.map(asTyped)
    if (unfinished) complete(words, vocabulary)
    return { words }
  }
  if (unfinished) {
    const words = typed.map(asTyped)
    if (complete(words, vocabulary)) return { words }
  }
  const mixed = typed.map((word) => oneAlphabet(word) ?? word)
  if (
    mixed.some((word, i) => word !== typed[i]) &&
    mixed.every((word) => vocabulary.knows(word) || vocabulary.meant(word).length > 0)
  ) {
    const words = mixed.map((word) => read(word, vocabulary))
    return { words, repair: { from: chunk, to: words.map(({ word }) => word).join(' '), kind: 'alphabet' } }
  }
  const layout = mappedLayout(plain, vocabulary)
  if (layout && !typed.some((word) => vocabulary.knows(word) && !isCommonWord(word))) {
    return { words: layout.words, repair: { from: chunk, to: layout.to, kind: 'layout' } }
  }
  return readUnknown(chunk, typed, vocabulary)
}

/** Of a hyphenated word ("само", "вывоз", "самовывоз") the joined form if the library writes it so, otherwise only the parts. */
function compound(words: string[], vocabulary: Vocabulary): string[] {
  const joined = words.at(-1)
  if (words.length < 3 || joined !== words.slice(0, -1).join('')) return words
  if (vocabulary.holding(joined) === 0) return words.slice(0, -1)
  return words.slice(0, -1).every((word) => vocabulary.holding(word) > 0) ? words : [joined]
}

/** "скок" is a word too, but in a question it is a way to write another one, unless the library is about it. */
const stands = (word: string, vocabulary: Vocabulary) =>
  spokenForm(word) ? vocabulary.holding(word) > 0 : vocabulary.stands(word)

const asTyped = (word: string): QueryWord => ({ word, alternatives: [{ word, weight: 1 }] })

function read(word: string, vocabulary: Vocabulary): QueryWord {
  if (vocabulary.stands(word)) return asTyped(word)
  const meant = vocabulary.meant(word)
  return meant.length > 0 ? { word: meant[0]!.word, alternatives: meant } : asTyped(word)
}

function readUnknown(chunk: string, typed: string[], vocabulary: Vocabulary): Reading {
  const meanings = new Map<string, Meaning>()
  const words = typed.flatMap((word): QueryWord[] => {
    const meaning = stands(word, vocabulary) ? null : meaningOf(word, vocabulary)
    if (!meaning) return [asTyped(word)]
    meanings.set(word, meaning)
    return meaning.words
  })
  const last = [...meanings.values()].at(-1)
  return last ? { words, repair: { from: chunk, to: rewritten(chunk, typed, meanings), kind: last.kind } } : { words }
}

interface Meaning {
  words: QueryWord[]
  kind: Repair['kind']
}

function meaningOf(word: string, vocabulary: Vocabulary): Meaning | null {
  const spoken = spokenForm(word)
  if (spoken) return { words: [asTyped(spoken)], kind: 'typo' }
  const other = transliterated(word, vocabulary)
  if (other) return { words: [asTyped(other)], kind: 'translit' }
  const meant = vocabulary.meant(word)
  if (meant.length > 0) return { words: [{ word: meant[0]!.word, alternatives: meant }], kind: 'typo' }
  const parts = split(word, vocabulary)
  if (parts) return { words: parts.map(asTyped), kind: 'split' }
  const slipped = transliterated(word, vocabulary, true)
  return slipped ? { words: [asTyped(slipped)], kind: 'translit' } : null
}

/** The chunk with what each word means in its place; brackets and question marks stay where lengths allow. */
function rewritten(chunk: string, typed: readonly string[], meanings: ReadonlyMap<string, Meaning>): string {
  const said = (word: string) =>
    meanings
      .get(word)
      ?.words.map((one) => one.word)
      .join(' ') ?? word
  const plain = normalise(chunk)
  if (plain.length !== chunk.length) return typed.map(said).join(' ')
  let text = ''
  let done = 0
  for (const word of typed) {
    const at = plain.indexOf(word, done)
    if (at < 0) return typed.map(said).join(' ')
    text += chunk.slice(done, at) + (meanings.has(word) ? said(word) : chunk.slice(at, at + word.length))
    done = at + word.length
  }
  return text + chunk.slice(done)
}

function mappedLayout(plain: string, vocabulary: Vocabulary): { to: string; words: QueryWord[] } | null {
  const mapped = otherLayout(plain)
  if (!mapped) return null
  for (const to of [
    mapped,
    mapped.replace(/[^\p{L}\p{N}]+$/u, ''),
    otherLayout(plain.replace(/[^\p{L}\p{N}]+$/u, '')) ?? '',
  ]) {
    const words = tokenise(to)
    if (words.length === 0 || words.every((word) => word.length < 2)) continue
    if (words.every((word) => vocabulary.knows(word))) return { to, words: words.map(asTyped) }
  }
  const words = tokenise(mapped)
  if (words.length !== 1 || words[0]!.length < 5) return null
  const meant = vocabulary.meant(words[0]!)
  return meant.length > 0 ? { to: meant[0]!.word, words: [{ word: meant[0]!.word, alternatives: meant }] } : null
}

function transliterated(word: string, vocabulary: Vocabulary, slipped = false): string | null {
  if (word.length < SHORTEST_PART) return null
  const readings = /^[a-z]+$/.test(word) ? cyrillicReadings(word) : /^[а-я]+$/.test(word) ? [latinReading(word)] : []
  const known = readings.filter((reading) => vocabulary.knows(reading) && reading.length >= SHORTEST_PART)
  if (known.length > 0) return known.reduce((a, b) => (vocabulary.holding(b) > vocabulary.holding(a) ? b : a))
  if (!slipped || word.length < SHORTEST_SLIPPED) return null
  for (const reading of readings) {
    const meant = vocabulary.meant(reading).find((candidate) => candidate.word[0] === reading[0])
    if (meant) return meant.word
  }
  return null
}

/** "wheremy" → ["where", "my"]: the cut whose rarer part is held by most answers; both parts must be known. */
function split(word: string, vocabulary: Vocabulary): [string, string] | null {
  if (word.length < SHORTEST_SPLIT) return null
  let best: [string, string] | null = null
  let most = 0
  for (let at = SHORTEST_PART - 1; at <= word.length - SHORTEST_PART + 1; at++) {
    const parts: [string, string] = [word.slice(0, at), word.slice(at)]
    if (!parts.every((part) => vocabulary.knows(part) && (part.length >= SHORTEST_PART || isCommonWord(part)))) continue
    const holding =
      Math.min(...parts.map((part) => (isCommonWord(part) ? 2 : vocabulary.holding(part)))) +
      Math.min(at, word.length - at) / 10
    if (holding > most) [best, most] = [parts, holding]
  }
  return best
}

/** "само вывоз" is read as "самовывоз" when the library writes one word; if it knows both parts too, all three are searched. */
function joinSplit(words: QueryWord[], vocabulary: Vocabulary, repaired: Repair[]): void {
  const also: QueryWord[] = []
  for (let i = 1; i < words.length; i++) {
    const [first, second] = [words[i - 1]!, words[i]!]
    const joined = first.word + second.word
    if (joined.length < SHORTEST_JOINED || isCommonWord(joined) || vocabulary.holding(joined) === 0) continue
    if (words.some(({ word }) => word === joined)) continue
    if (vocabulary.holding(first.word) > 0 && vocabulary.holding(second.word) > 0) {
      also.push(asTyped(joined))
      continue
    }
    words.splice(i - 1, 2, asTyped(joined))
    repaired.push({ from: `${first.word} ${second.word}`, to: joined, kind: 'split' })
  }
  words.push(...also)
}

function applyJoins(searched: string, repaired: readonly Repair[]): string {
  let text = searched
  for (const { from, to, kind } of repaired) {
    if (kind !== 'split' || !from.includes(' ')) continue
    const at = normalise(text).indexOf(from)
    if (at >= 0 && normalise(text).length === text.length) text = text.slice(0, at) + to + text.slice(at + from.length)
  }
  return text
}

function complete(words: QueryWord[], vocabulary: Vocabulary): boolean {
  const last = words.at(-1)
  if (!last || last.word.length < 2) return false
  const known = vocabulary.holding(last.word) > 0
  const completions = vocabulary.completions(last.word, COMPLETIONS)
  if (completions.length === 0) return false
  const alternatives = completions
    .filter(({ word }) => word !== last.word)
    .map(({ word, weight }) => ({ word, weight: weight * (known ? 0.5 : 0.9) }))
  words[words.length - 1] = {
    word: last.word,
    alternatives: known ? [{ word: last.word, weight: 1 }, ...alternatives] : alternatives,
  }
  return true
}
