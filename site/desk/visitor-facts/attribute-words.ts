import type { ItemOf } from '../shapes.ts'
import { language, t } from '../texts.ts'

export type Attribute = ItemOf<'/desk/conversations/{id}/attributes'>

/** What the page tells without a name of the shop's own. */
export const contextName = (name: string): string =>
  name === 'order' ? t('told.order') : name === 'cart' ? t('told.cart') : name === 'page' ? t('told.page') : name

/** As it is read: numbers and days in the reader's way. */
export function valueText(kind: Attribute['kind'], value: string): string {
  if (kind === 'number') return new Intl.NumberFormat(language.value).format(Number(value))
  if (kind !== 'date') return value
  const day = new Date(`${value}T00:00Z`)
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
}
