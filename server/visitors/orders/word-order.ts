import { createSay, type InterfaceLocale } from '#shared'
import { order as de } from '../locales/de.ts'
import { order as en } from '../locales/en.ts'
import { order as ru } from '../locales/ru.ts'
import type { Order } from './ask-hook.ts'

/** An order as the panel shows an answer. */
export interface WordedOrder {
  question: string
  excerpt: string
  html: string
  url: string
  title: string
}

const TEXTS = { ru, en, de }
const MOST_LISTED = 30

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What the shop says of it in its own words, and around them ours. `shop`: where it leads if the hook names no page. */
export function wordOrder(order: Order, shop: string, locale: InterfaceLocale): WordedOrder {
  const say = createSay<keyof typeof en>(locale, TEXTS[locale])
  const items = order.items
    .slice(0, MOST_LISTED)
    .map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity.toLocaleString(locale)}`))
  return {
    question: say('order', { number: order.orderNumber }),
    excerpt: [order.status, ...items.slice(0, 3)].join('. '),
    html: [
      `<p><strong>${escaped(order.status)}</strong></p>`,
      items.length > 0 ? `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>` : '',
    ].join(''),
    url: order.link ?? shop,
    title: say('name'),
  }
}
