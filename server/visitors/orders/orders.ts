import { type InterfaceLocale, newId, orderNumberPattern } from '#shared'
import type { Site } from '#kb'
import type { IdentitySecrets } from '../identity/identity-secrets.ts'
import { type AnsweredOrder, askHook, type Order, type OrderAsked } from './ask-hook.ts'
import { wordOrder, type WordedOrder } from './word-order.ts'

/** Orders of a shop, as its hook tells them. */
export interface Orders {
  /** null: the shop has no hook. */
  find(site: OrderSite, asked: Omit<OrderAsked, 'site'>, now: number): Promise<AnsweredOrder | null>
  /** The first number of a form the shop uses; null: none, or the shop names no form. */
  numberIn(site: Pick<Site, 'orderNumbers'>, text: string): string | null
  /** Makes an order readable as an answer, for ten minutes and for whoever asked from here; its id. */
  show(order: Order, shop: { url: string; locale: InterfaceLocale; asker: string }, now: number): ShownOrder
  shown(id: string, asker: string, now: number): ShownOrder | null
}
export interface ShownOrder extends WordedOrder {
  id: string
}
type OrderSite = Pick<Site, 'id' | 'orders'>

const KEPT_MS = 60_000
/** A hook that failed is asked again soon. */
const FAULT_KEPT_MS = 5_000
const SHOWN_MS = 10 * 60_000
const MOST_KEPT = 2_000

export function openOrders({
  identity,
  trusted,
}: {
  identity: Pick<IdentitySecrets, 'valid'>
  /** Private hosts that the owner of this installation named. */
  trusted: readonly string[]
}): Orders {
  const kept = new Map<string, { until: number; answered: Promise<AnsweredOrder> }>()
  const shown = new Map<string, { until: number; asker: string; order: ShownOrder }>()
  const keep = <T>(of: Map<string, T>, key: string, value: T) => {
    // The oldest goes.
    if (of.size >= MOST_KEPT) of.delete(of.keys().next().value as string)
    of.delete(key)
    of.set(key, value)
  }
  return {
    find: async (site, asked, now) => {
      const { hook } = site.orders
      if (!hook) return null
      const whole: OrderAsked = { site: site.id, ...asked }
      const key = JSON.stringify([hook, whole])
      const before = kept.get(key)
      if (before && before.until > now) return before.answered
      const answered = askHook(hook, whole, { secrets: await identity.valid(site.id, now), trusted })
      const entry = { until: now + KEPT_MS, answered }
      keep(kept, key, entry)
      const said = await answered
      if (!said.ok && said.because !== 'unknown') entry.until = now + FAULT_KEPT_MS
      return said
    },
    numberIn: ({ orderNumbers }, text) => orderNumberPattern(orderNumbers)?.exec(text)?.[0] ?? null,
    show: (order, { url, locale, asker }, now) => {
      const one = { id: newId('ord', now), ...wordOrder(order, url, locale) }
      keep(shown, one.id, { until: now + SHOWN_MS, asker, order: one })
      return one
    },
    shown: (id, asker, now) => {
      const one = shown.get(id)
      return one && one.until > now && one.asker === asker ? one.order : null
    },
  }
}
