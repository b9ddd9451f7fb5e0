import type { Broken } from '../violation.ts'
import type { Entry, Shown } from '../recorder.ts'
import type { Stored } from '../stored.ts'

/** Of which shop each client is; none, where there is one shop. */
export type Shops = ReadonlyMap<string, string>

/** I11: no client of one shop is told anything that names what is another's: a conversation, a message, a visitor, a colleague. */
export function apart(log: readonly Entry[], stored: Stored, shops: Shops, broken: Broken): void {
  const siteOf = new Map(stored.conversations.map(({ id, site }) => [id, site]))
  const belongs = new Map<string, string | undefined>([
    ...siteOf,
    ...stored.conversations.map(({ visitorId, site }) => [visitorId, site] as const),
    ...stored.messages.map(({ id, conversationId }) => [id, siteOf.get(conversationId)] as const),
    ...shops,
  ])
  for (const entry of log) {
    if (entry.what !== 'saw') continue
    const own = shops.get(entry.actor)
    for (const word of entry.words) {
      const site = belongs.get(word)
      if (site !== undefined && site !== own)
        broken('I11', `${entry.actor} of ${own} was told of ${word}, which is ${site}’s, by ${entry.event}`)
    }
  }
}

/** The run as each shop has it: who is there, and who waits, is told of one shop. */
export function byShop<T extends { log: readonly Entry[]; shown: readonly Shown[]; stored: Stored }>(
  run: T,
  shops: Shops,
): T[] {
  const sites = [...new Set(shops.values())]
  if (sites.length === 0) return [run]
  const isOf = (site: string, actor: string) => (shops.get(actor) ?? site) === site
  return sites.map((site) => ({
    ...run,
    log: run.log.filter((entry) => isOf(site, entry.actor)),
    shown: run.shown.filter(({ actor }) => isOf(site, actor)),
    stored: { ...run.stored, conversations: run.stored.conversations.filter((one) => one.site === site) },
  }))
}
