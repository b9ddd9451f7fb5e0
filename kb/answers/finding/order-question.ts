import { type Locale, LOCALES } from '#shared'
import { orderNumbersIn } from '../../promotion/personal-data.ts'

/** What a bare order number is sent for. */
const WHERE_IS_IT: Record<Locale, string> = { ru: 'где мой заказ', en: 'where is my order' }
const BARE_NUMBER = /^[\s№#]*\d{5,12}[\s.!?]*$/u
/** Words that only lead to the number. */
const LEADING =
  /(?<!\p{L})(?:мой|моего|мо[её]му|номер\p{L}{0,2}|заказ\p{L}{0,4}|по|вот|my|the|number|no|order)(?!\p{L})/giu

/**
 * A question as the library can be asked it. An order number says nothing of the matter, so it is left out; whoever sends nothing
 * but the number of an order asks where it is.
 */
export function withoutOrderNumbers(text: string, orderNumbers: readonly string[], locale?: Locale): string {
  let rest = text
  for (const { match } of orderNumbersIn(text, orderNumbers)) rest = rest.replace(match, '')
  if (rest === text && !BARE_NUMBER.test(text)) return text
  if (/\p{L}/u.test(rest.replace(LEADING, ''))) return rest
  const written: Locale | null = /\p{Script=Cyrillic}/u.test(rest) ? 'ru' : /[a-z]/i.test(rest) ? 'en' : null
  return WHERE_IS_IT[written ?? locale ?? LOCALES[0]]
}
