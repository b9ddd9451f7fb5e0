/** "заказ № T-104512", "order #104512", "№104512". Every repetition is bounded: visitors write these texts, up to 64 KB each. */
const ORDER = /(?:№|#|order|заказ\p{L}{0,4})[\s:№#]{0,6}([A-ZА-Я]{0,4}-?\d{4,12})/iu
const MOST_MESSAGES = 50
const LONGEST_READ = 2_000

/** The order a visitor speaks of: the first number that is said to be one. */
export function orderNumberIn(messages: readonly string[]): string | null {
  for (const text of messages.slice(0, MOST_MESSAGES)) {
    const found = ORDER.exec(text.slice(0, LONGEST_READ))
    if (found?.[1]) return found[1]
  }
  return null
}
