import { fold } from '#shared'
import { placeholdersIn } from '../templates/placeholders.ts'
import type { TextRange } from '../text-range.ts'

export interface KnownFact {
  name: string
  text: string
}

/** So many digits in one run are a number to call. */
const LEAST_OF_PHONE = 7
/** A number of so many digits says what it is without a unit. */
const LEAST_ALONE = 4
const LEAST_OF_WORDS = 6
/** Where no fact is read from: placeholders stand for facts, and addresses of links are no words. */
const LINK = /\]\([^)\s]*\)|https?:\/\/\S+/g
const PHONE = /\+?\d[\d\s().\u2013\u2011-]{5,}\d/g
const NUMBER =
  /(?<![\p{L}\p{N}])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|(?<![\p{L}\p{N}])\d+(?:[.,]\d{1,2})?/gu
const UNIT = /^(?:-\p{L}{1,3}(?=[\s\u00a0]))?[\s\u00a0\u202f-]{0,2}([\p{L}%₽$€]+)/u
const IN_WORD = /[\p{L}\p{N}]/u
/** Forms of a word that do not begin alike. */
const FORMS: readonly [RegExp, string][] = [
  [/^(?:день|дн)/, 'дн'],
  [/^(?:год|лет)/, 'го'],
]
/** Signs of money are said as words, too. */
const SIGNS: Record<string, string> = { '₽': 'ру', р: 'ру', $: 'do', '€': 'eu', '%': '%' }

interface Found extends TextRange {
  /** What it says, however it is written. */
  key: string
}

const digits = (text: string) => text.replace(/\D/g, '')
/** In Russia 8 and +7 call the same. */
const called = (text: string) => digits(text).replace(/^8(?=\d{10}$)/, '7')

/** Days and day, рублей and рубля: the first letters of a unit. */
function unitAfter(text: string): string {
  const unit = UNIT.exec(text)?.[1]
  if (unit === undefined) return ''
  const word = fold(unit)
  return SIGNS[unit] ?? FORMS.find(([form]) => form.test(word))?.[1] ?? word.slice(0, 2)
}

function phonesIn(text: string): Found[] {
  return [...text.matchAll(PHONE)].flatMap(({ 0: found, index }) =>
    digits(found).length >= LEAST_OF_PHONE
      ? [{ key: `call ${called(found)}`, start: index, end: index + found.length }]
      : [],
  )
}

/** With their units; one of many digits alone too, whatever stands after it. */
function numbersIn(text: string): Found[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: found, index }) => {
    const end = index + found.length
    const number = found.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
    const unit = unitAfter(text.slice(end, end + 24))
    return [
      ...(unit === '' ? [] : [{ key: `${number} ${unit}`, start: index, end }]),
      ...(digits(number).length >= LEAST_ALONE ? [{ key: number, start: index, end }] : []),
    ]
  })
}

/** Where it stands as words of its own; -1: nowhere. */
function placeOf(words: string, text: string): number {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before = '', after = ''] = [
      text.slice(0, at).slice(-1),
      text.slice(at + words.length, at + words.length + 1),
    ]
    if (!IN_WORD.test(before) && !IN_WORD.test(after)) return at
  }
  return -1
}

const blank = (text: string, { start, end }: TextRange) =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)

/** Where a text says by hand what is a fact of the shop; of each fact the first place. */
export function typedByHand(text: string, facts: readonly KnownFact[]): (TextRange & { fact: string })[] {
  let words = text
  for (const place of placeholdersIn(text)) words = blank(words, place)
  words = words.replace(LINK, (link) => ' '.repeat(link.length))
  const lower = words.toLowerCase()
  const phones = phonesIn(words)
  const numbers = numbersIn(words)
  return facts.flatMap(({ name, text: said }) => {
    const whole = said.trim().toLowerCase()
    const at = whole.length >= LEAST_OF_WORDS ? placeOf(whole, lower) : -1
    if (at >= 0) return [{ fact: name, start: at, end: at + whole.length }]
    const known = new Set([...phonesIn(said), ...numbersOfFact(said)].map(({ key }) => key))
    const found = [...phones, ...numbers].find(({ key }) => known.has(key))
    return found ? [{ fact: name, start: found.start, end: found.end }] : []
  })
}

/** A number with a unit is looked for with its unit alone: 1500 rubles are not 1500 metres. */
function numbersOfFact(said: string): Found[] {
  if (phonesIn(said).length > 0) return []
  const found = numbersIn(said)
  return found.filter(
    ({ key, start }) => key.includes(' ') || !found.some((one) => one.start === start && one.key.includes(' ')),
  )
}
