import { orderNumberPattern } from '#shared'

/** "заказ № T-104512", "order #104512", "№104512". Every repetition is bounded: visitors write these texts, up to 64 KB each. */
const ORDER = /(?:№|#|order|заказ\p{L}{0,4})[\s:№#]{0,6}([A-ZА-Я]{0,4}-?(?:\d{2,8}(?:-\d{2,8}){1,3}|\d{4,12}))/iu
const MOST_MESSAGES = 50
const LONGEST_READ = 2_000

/** The order a visitor speaks of: the first number of a form the shop uses, else the first that is said to be one. */
export function orderNumberIn(messages: readonly string[], forms: readonly string[] = []): string | null {
  const read = messages.slice(0, MOST_MESSAGES).map((text) => text.slice(0, LONGEST_READ))
  const known = orderNumberPattern(forms)
  if (known) for (const text of read) for (const [number] of text.matchAll(known)) return number
  for (const text of read) {
    const found = ORDER.exec(text)
    if (found?.[1]) return found[1]
  }
  return null
}
