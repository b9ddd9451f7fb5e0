import { orderNumberPattern } from '#shared'
import { findPhoneNumbersInText } from 'libphonenumber-js'
import type { TextRange } from '../text-range.ts'

export interface PersonalData extends TextRange {
  kind: 'mail' | 'phone' | 'card' | 'order' | 'passport' | 'name'
  text: string
}

/** What the shop says of itself. */
export interface ShopsOwn {
  /** Its own addresses and numbers, which are not personal. */
  contacts?: readonly string[]
  /** How it writes its order numbers. */
  orderNumbers?: readonly string[]
}

/** Bounded repetitions: each pattern is linear in the text. */
const MAIL = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}/gu
const ORDER = /(?<![\p{L}\p{N}])[TТ][-–—‑ ]?\d{5,8}(?!\d)/giu
/** What somebody calls an order, in whatever form: "заказ 45-1203", "order № 104512". A sum of money is none. */
const SAID_ORDER =
  /(?<![\p{L}\p{N}])(?:заказ\p{L}{0,4}|order)[ \u00a0]{0,2}(?:№|#|no\.?|номер)?[ \u00a0:]{0,3}((?:\p{L}{1,4}-?)?(?:\d{2,8}(?:-\d{2,8}){1,3}|\d{5,12}))(?![\p{L}\p{N}]|[ \u00a0]?(?:₽|руб|р\.|\$|€|£|%))/giu
/** Thirteen to nineteen digits, in groups or not; only those with a right check digit are cards. */
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g
/** Series and number of a Russian passport: 4 + 6 digits, the series often split in two. */
const PASSPORT = /(?<![\d+])\d{2} ?\d{2}(?:,? ?(?:№|N|No\.?|номер)? ?)\d{6}(?!\d)/giu
const PASSPORT_WORD = /паспорт|passport|серия|series/iu
/** Russian numbers as visitors write them; libphonenumber judges all others. */
const RU_PHONE = /(?<![\d-])(?:\+7|8)[ (‑-]{0,2}\d{3}[ )‑-]{0,2}\d{3}[ ‑-]?\d{2}[ ‑-]?\d{2}(?!\d)/g
/** A preposition left without what it led to. */
export const LEADING_TO = /(?<=\s)(?:на|по|для|от|у|к|с|за|to|at|on|for|from|by|via|with)\s+$/iu
/** No number anybody can be called at is shorter: what holds fewer digits is not put to libphonenumber, which takes long. */
const FEWEST_PHONE_DIGITS = 5
const MAX_LENGTH = 20_000
const PASSPORT_CONTEXT = 40

/** Order numbers alone: what takes long to look for (phone numbers) is left out. They may overlap. */
export function* orderNumbersIn(
  text: string,
  forms: readonly string[] = [],
): Generator<{ start: number; match: string }> {
  const own = orderNumberPattern(forms)
  for (const pattern of own ? [own, ORDER] : [ORDER])
    for (const { 0: match, index } of text.matchAll(pattern)) yield { start: index, match }
  for (const { 0: match, 1: number = '', index } of text.matchAll(SAID_ORDER))
    yield { start: index + match.lastIndexOf(number), match: number }
}

/**
 * Finds mail addresses, phone numbers, cards (Luhn), order numbers (T-123456, the shop's own forms, what is called an order) and
 * Russian passports. Ranges are offsets and do not overlap; a stretch that could be several takes the first of mail, order, card, phone,
 * passport.
 */
export function personalData(text: string, shop: ShopsOwn = {}): PersonalData[] {
  const searched = text.slice(0, MAX_LENGTH)
  const own = new Set(shop.contacts?.map(squeezed))
  const found: PersonalData[] = []
  const add = (kind: PersonalData['kind'], start: number, match: string) => {
    const end = start + match.length
    if (own.has(squeezed(match)) || found.some((other) => start < other.end && end > other.start)) return
    found.push({ kind, start, end, text: match })
  }
  for (const { 0: match, index } of searched.matchAll(MAIL)) add('mail', index, match)
  for (const { start, match } of orderNumbersIn(searched, shop.orderNumbers)) add('order', start, match)
  for (const { 0: match, index } of searched.matchAll(CARD)) if (passesLuhn(match)) add('card', index, match)
  for (const { 0: match, index } of searched.matchAll(PASSPORT)) {
    // Ten digits in a row may be anything; split, or with the word beside them, they are a passport.
    const around = searched.slice(Math.max(0, index - PASSPORT_CONTEXT), index + match.length + PASSPORT_CONTEXT / 2)
    if (/\D/.test(match) || PASSPORT_WORD.test(around)) add('passport', index, match)
  }
  for (const { 0: match, index } of searched.matchAll(RU_PHONE)) add('phone', index, match)
  const digits = searched.match(/\p{Nd}/gu)?.length ?? 0
  for (const { startsAt, endsAt } of digits < FEWEST_PHONE_DIGITS ? [] : findPhoneNumbersInText(searched, 'RU'))
    add('phone', startsAt, searched.slice(startsAt, endsAt))
  return found.sort((one, other) => one.start - other.start)
}

/** The text without its personal data; what stood around it is closed up so that the sentence still reads. */
export function withoutPersonalData(text: string, found: readonly PersonalData[]): string {
  if (found.length === 0) return text.trim()
  let clean = ''
  let from = 0
  for (const { start, end } of found) {
    // "напишите на …." loses its preposition with what it led to.
    const before = text.slice(from, start).replace(/[№#]\s*$/, '')
    clean += /^\s*(?:[.,;!?)]|$)/.test(text.slice(end)) ? before.replace(LEADING_TO, '') : before
    from = end
  }
  return (clean + text.slice(from))
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\(\s*\)|«\s*»|"\s*"/g, '')
    .replace(/ +([.,;:!?)])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

const squeezed = (text: string): string => {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}@.]/gu, '')
  return /^\d+$/.test(letters) ? letters.replace(/^[78](?=\d{10}$)/, '') : letters
}

/** Luhn's check digit, ISO/IEC 7812-1 annex B. */
function passesLuhn(number: string): boolean {
  const digits = [...number].filter((sign) => sign >= '0' && sign <= '9').map(Number)
  if (digits.length < 13 || new Set(digits).size < 2) return false
  const sum = digits
    .reverse()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0)
  return sum % 10 === 0
}
