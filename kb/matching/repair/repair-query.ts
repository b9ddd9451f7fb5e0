import type { Repair } from '../matcher.ts'
import type { QueryWord } from '../ranking/query-vector.ts'
import { isCommonWord } from '../text/common-words.ts'
import { otherLayout } from '../text/keyboard.ts'
import { composed, normalise, oneAlphabet } from '../text/normalise.ts'
import { tokenise } from '../text/tokenise.ts'
import { cyrillicReadings, latinReading } from '../text/transliterate.ts'
import { isEveryday } from '../words/everyday-words.ts'
import { shortSlip } from './common-slips.ts'
import { spokenForm } from './spoken-forms.ts'
import { STEMMING, type Vocabulary } from './vocabulary.ts'

const COMPLETIONS = 6
const SHORTEST_PART = 3
const SHORTEST_JOINED = 6
const SHORTEST_SPLIT = 6
/** Words that may be written as one; the shorter they are on average, the likelier the cut is chance. */
const MOST_PARTS = 4
const MEAN_PART = 3
/** A word of the other alphabet that is also misspelled is believed only when long. */
const SHORTEST_SLIPPED = 5
const MOST_WORDS = 120
/** So few letters are a word on either keyboard by chance. */
const LONGEST_CHANCE = 2

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
  const chunks = shorten(composed(text).trim().split(/\s+/u)).flatMap((chunk) => unglued(chunk, vocabulary))
  if (typing && !/\s$/u.test(text)) joinBegun(chunks, vocabulary)
  const lastChunk = chunks.length - 1
  const readings = chunks.map((chunk, at) =>
    readChunk(chunk, vocabulary, typing && at === lastChunk && !/\s$/u.test(text)),
  )
  const otherLayoutUsed = readings.some(
    ({ repair }) => repair?.kind === 'layout' && repair.from.length > LONGEST_CHANCE,
  )
  const searched = chunks.map((chunk, at) => {
    let reading = readings[at]!
    // "ne" is "не" in Latin letters, and "ту" on the other keyboard only beside longer words typed there
    if (reading.repair?.kind === 'layout' && chunk.length <= LONGEST_CHANCE && !otherLayoutUsed)
      reading = { words: tokenise(normalise(chunk)).map(asTyped) }
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

const GLUED = /^(\P{L}*\d)(\p{L}+\P{L}*)$|^(\P{L}*\p{L}{3,})(\d+\D*)$/u
const CYRILLIC_START = /^[а-яё]/i

/**
 * "14дней" is "14 дней" where the library does not write it as one, and "возврат14дней" is three. Latin letters may be a part of a model, so they must be
 * a word of the library: "5days", but not "4g".
 */
function unglued(chunk: string, vocabulary: Vocabulary): string[] {
  const [, number, unit, word, count] = GLUED.exec(chunk) ?? []
  const parts = [number ?? word, unit ?? count]
  if (parts[0] === undefined || parts[1] === undefined) return [chunk]
  const letters = tokenise(unit ?? word ?? '')[0] ?? ''
  if (tokenise(chunk).some((one) => vocabulary.holding(one) > 0)) return [chunk]
  const isApart = (unit !== undefined && CYRILLIC_START.test(letters)) || vocabulary.holding(letters) > 0
  return isApart ? (parts as string[]).flatMap((part) => unglued(part, vocabulary)) : [chunk]
}

interface Reading {
  words: QueryWord[]
  repair?: Repair
}

function readChunk(chunk: string, vocabulary: Vocabulary, unfinished: boolean): Reading {
  const plain = normalise(chunk)
  const tokens = tokenise(plain)
  const typed = compound(tokens, vocabulary)
  if (unfinished) {
    const asMeant = typed.length > 0 && typed.every((word) => vocabulary.knows(word) || /\p{N}/u.test(word))
    const readings = [tokens.slice(-1), typed, ...(asMeant ? [] : otherReadings(plain, tokens.at(-1) ?? ''))]
    const begun = readings.find((words) => begins(words, vocabulary))
    if (begun) return { words: completed(begun, vocabulary) }
    const meant =
      tokens.length === 1 && !stands(plain, vocabulary) ? vocabulary.slippedCompletions(plain, COMPLETIONS) : []
    if (meant.length > 0) {
      const to = meant[0]!.word
      return { words: [{ word: to, alternatives: meant }], repair: { from: chunk, to, kind: 'typo' } }
    }
  }
  if (typed.length === 0) {
    const mapped = mappedLayout(plain, vocabulary)
    return mapped ? { words: mapped.words, repair: { from: chunk, to: mapped.to, kind: 'layout' } } : { words: [] }
  }
  const article = articleNumber(tokens.at(-1), vocabulary)
  if (article) return { words: [asTyped(article)], repair: { from: chunk, to: article, kind: 'translit' } }
  if (typed.every((word) => stands(word, vocabulary))) return { words: typed.map((word) => asHeld(word, vocabulary)) }
  const mixed = typed.map((word) => oneAlphabet(word) ?? word)
  if (
    mixed.some((word, i) => word !== typed[i]) &&
    mixed.every((word) => vocabulary.knows(word) || vocabulary.meant(word).length > 0)
  ) {
    const words = mixed.map((word) => read(word, vocabulary))
    return { words, repair: { from: chunk, to: words.map(({ word }) => word).join(' '), kind: 'alphabet' } }
  }
  const layout = mappedLayout(plain, vocabulary)
  if (layout && !typed.some((word) => (vocabulary.knows(word) && !isCommonWord(word)) || isEveryday(word))) {
    return { words: layout.words, repair: { from: chunk, to: layout.to, kind: 'layout' } }
  }
  return readUnknown(chunk, typed, vocabulary)
}

/** "тр-1101" is the library's "TR-1101": numbers are never guessed, but their letters may be of the other alphabet. */
function articleNumber(word: string | undefined, vocabulary: Vocabulary): string | null {
  if (!word || !/\d/.test(word) || !/[а-я]/.test(word) || vocabulary.holding(word) > 0) return null
  return [oneAlphabet(word), latinReading(word)].find((one) => one && vocabulary.holding(one) > 0) ?? null
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

/** As typed, and searched for in the form that the library holds. */
const asHeld = (word: string, vocabulary: Vocabulary): QueryWord => ({
  word,
  alternatives: [{ word: vocabulary.otherForm(word) ?? word, weight: 1 }],
})

function read(word: string, vocabulary: Vocabulary): QueryWord {
  if (vocabulary.stands(word)) return asHeld(word, vocabulary)
  const meant = vocabulary.meant(word)
  return meant.length > 0 ? { word: meant[0]!.word, alternatives: meant } : asTyped(word)
}

function readUnknown(chunk: string, typed: string[], vocabulary: Vocabulary): Reading {
  const meanings = new Map<string, Meaning>()
  const words = typed.flatMap((word): QueryWord[] => {
    const meaning = stands(word, vocabulary) ? null : meaningOf(word, vocabulary)
    if (!meaning) return [asGrammar(word, vocabulary) ?? asHeld(word, vocabulary)]
    meanings.set(word, meaning)
    return meaning.words
  })
  const last = [...meanings.values()].at(-1)
  return last ? { words, repair: { from: chunk, to: rewritten(chunk, typed, meanings), kind: last.kind } } : { words }
}

/** "cna" is "can"; a visitor is not told of it. */
function asGrammar(word: string, vocabulary: Vocabulary): QueryWord | null {
  const meant = stands(word, vocabulary) || vocabulary.isOrdinary(word) ? null : shortSlip(word)
  return meant === null ? null : { word, alternatives: [{ word: meant, weight: 1 }] }
}

interface Meaning {
  words: QueryWord[]
  kind: Repair['kind']
}

function meaningOf(word: string, vocabulary: Vocabulary): Meaning | null {
  const spoken = spokenForm(word)
  if (spoken) return { words: [asTyped(spoken)], kind: 'typo' }
  const isRussian = /^[а-я]/.test(word)
  const isOwn = isEveryday(word)
  const other = isOwn && !isRussian ? null : transliterated(word, vocabulary)
  // "самсунг" is the library's Samsung; "скриншот" is not the screenshot of its English answers
  if (other && (!isOwn || vocabulary.holdingOf(other, 'ru') > 0)) return { words: [asTyped(other)], kind: 'translit' }
  if (isOwn) return null
  const meant = vocabulary.meant(word, true)
  const typo = (): Meaning | null =>
    meant.length > 0 ? { words: [{ word: meant[0]!.word, alternatives: meant }], kind: 'typo' } : null
  if (meant.some((one) => vocabulary.knows(one.word))) return typo()
  const parts = split(word, vocabulary)
  if (parts) return { words: parts.map(asTyped), kind: 'split' }
  const slipped = transliterated(word, vocabulary, true)
  return slipped ? { words: [asTyped(slipped)], kind: 'translit' } : typo()
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
  if (!vocabulary.spend(readings.length * STEMMING)) return null
  const known = readings.filter((reading) => vocabulary.knows(reading) && reading.length >= SHORTEST_PART)
  if (known.length > 0) return known.reduce((a, b) => (likelier(b, a, vocabulary) ? b : a))
  if (!slipped || word.length < SHORTEST_SLIPPED) return null
  for (const reading of readings) {
    const meant = vocabulary.meant(reading).find((candidate) => candidate.word[0] === reading[0])
    if (meant) return meant.word
  }
  return null
}

/** The reading that more answers hold; of two with one stem ("моы", "мой") the one that is a word. */
function likelier(one: string, other: string, vocabulary: Vocabulary): boolean {
  const more = vocabulary.holding(one) - vocabulary.holding(other)
  return more > 0 || (more === 0 && vocabulary.isOrdinary(one) && !vocabulary.isOrdinary(other))
}

/** "wheremy" → ["where", "my"]: as few words as possible, all known; of equal cuts the one whose rarest word most answers hold. */
function split(word: string, vocabulary: Vocabulary): string[] | null {
  if (word.length < SHORTEST_SPLIT) return null
  const known = new Map<string, number>()
  const holding = (part: string): number => {
    let held = known.get(part)
    if (held === undefined) known.set(part, (held = vocabulary.spend() ? heldPart(part, vocabulary) : 0))
    return held
  }
  for (let parts = 2; parts <= Math.min(MOST_PARTS, word.length / MEAN_PART); parts++) {
    const found = cut(word, parts, holding)
    if (found && (parts === 2 || found.parts.some((part) => !isCommonWord(part)))) return found.parts
  }
  return null
}

/** How well a part of a word is known, 0 if it is not. */
function heldPart(part: string, vocabulary: Vocabulary): number {
  if (isCommonWord(part)) return part.length < 2 ? 0 : 2
  return part.length >= SHORTEST_PART ? vocabulary.holding(part) : 0
}

function cut(
  word: string,
  parts: number,
  holding: (part: string) => number,
): { parts: string[]; worth: number } | null {
  if (parts === 1) return holding(word) > 0 ? { parts: [word], worth: holding(word) + word.length / 10 } : null
  let best: { parts: string[]; worth: number } | null = null
  for (let at = 2; at <= word.length - 2 * (parts - 1); at++) {
    const head = word.slice(0, at)
    if (holding(head) === 0) continue
    const tail = cut(word.slice(at), parts - 1, holding)
    if (!tail) continue
    const worth = Math.min(holding(head) + at / 10, tail.worth)
    if (!best || worth > best.worth) best = { parts: [head, ...tail.parts], worth }
  }
  return best
}

/** "само вывоз" is read as "самовывоз" when the library writes one word; if it knows both parts too, all three are searched. */
function joinSplit(words: QueryWord[], vocabulary: Vocabulary, repaired: Repair[]): void {
  const also: QueryWord[] = []
  for (let i = 1; i < words.length; i++) {
    const [first, second] = [words[i - 1]!, words[i]!]
    const typed = first.word + second.word
    const joined = articleNumber(typed, vocabulary) ?? typed
    if (joined.length < SHORTEST_JOINED || isCommonWord(joined) || vocabulary.holding(joined) === 0) continue
    if (words.some(({ word }) => word === joined)) continue
    // "thank you" is not the library's "thank-you letter"
    if (isCommonWord(first.word) && isCommonWord(second.word)) continue
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

/** "само вы" begins "самовывоз" when the library writes one word. */
function joinBegun(chunks: string[], vocabulary: Vocabulary): void {
  const joined = chunks.slice(-2).join('')
  if (chunks.length < 2 || joined.length < SHORTEST_JOINED || chunks.at(-1)!.length < 2) return
  if (begins([normalise(joined)], vocabulary)) chunks.splice(-2, 2, joined)
}

/** What an unfinished word would begin on the other keyboard layout or in the other alphabet. */
function otherReadings(plain: string, joined: string): string[][] {
  if (plain.length < SHORTEST_PART) return []
  // an article number ("тр-11") is of another alphabet at most: its digits say that it was not typed on the other layout
  if (/\d/.test(joined)) return /[а-я]/.test(joined) ? [[latinReading(joined)]] : []
  const readings = /^[a-z]+$/.test(plain)
    ? cyrillicReadings(plain)
    : /^[а-я]+$/.test(plain)
      ? [latinReading(plain)]
      : []
  return [otherLayout(plain) ?? '', ...readings].map(tokenise).filter((words) => words.length === 1)
}

/** Whether the last word is the beginning of one the library holds; of a compound ("TR-11") only the whole counts. */
function begins(words: readonly string[], vocabulary: Vocabulary): boolean {
  const last = words.at(-1)
  return last !== undefined && last.length >= 2 && vocabulary.completions(last, 1).length > 0
}

function completed(words: readonly string[], vocabulary: Vocabulary): QueryWord[] {
  const last = words.at(-1)!
  const known = vocabulary.holding(last) > 0
  const alternatives = vocabulary
    .completions(last, COMPLETIONS)
    .filter(({ word }) => word !== last)
    .map(({ word, weight }) => ({ word, weight: weight * (known ? 0.5 : 0.9) }))
  return [
    ...words.slice(0, -1).map(asTyped),
    { word: last, alternatives: known ? [{ word: last, weight: 1 }, ...alternatives] : alternatives },
  ]
}
