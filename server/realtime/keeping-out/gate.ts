import { faultText } from '#shared'
import type { KeptOut } from '../../chat/keeping-out.ts'
import { isoAt } from '../../chat/conversation.ts'
import type { Sql } from '../../chat/sql.ts'
import { blockKeys, type Knocking } from '../../visitors/block-keys.ts'
import type { LiveLog } from '../live.ts'

/** A block made or lifted on another node counts here within this. */
const KEPT_MS = 5_000

/** Who is kept out. Asked before everything a visitor writes, so that it costs nothing where nobody is. */
export interface Gate {
  /** null: they may. Somebody the shop vouches for is not kept out for where they write from. */
  keptOut(who: Knocking): Promise<KeptOut | null>
  /** A block was made or lifted here. */
  forget(): void
}

interface ActiveKey extends KeptOut {
  site: string
  kind: string
  key: string
}
/** A country is no secret, and is kept by its code. */
async function countryOf(
  { verifiedId, country }: Knocking,
  blocks: ReadonlyMap<string, KeptOut>,
): Promise<{ country?: string }> {
  const asks = country && verifiedId === null && blocks.keys().some((name) => name.startsWith('country '))
  const code = asks ? await country() : null
  return code === null ? {} : { country: code }
}
type Kept = { at: number; bySite: Promise<Map<string, Map<string, KeptOut>>> }

export function gateOf({
  sql,
  secret,
  now,
  log,
}: {
  sql: Pick<Sql, 'all'>
  secret: string
  now(): number
  log: LiveLog
}): Gate {
  let kept: Kept | null = null

  async function read(at: number) {
    const rows = await sql.all<ActiveKey>(
      `select "site", "scope", "until", "kind", "key" from "blocks" join "blockKeys" on "blockId" = "id"
       where "liftedAt" is null and ("until" is null or "until" > ?)`,
      isoAt(at),
    )
    const bySite = new Map<string, Map<string, KeptOut>>()
    for (const { site, kind, key, scope, until } of rows) {
      const of = bySite.get(site) ?? new Map<string, KeptOut>()
      bySite.set(site, of)
      const name = `${kind} ${key}`
      // Of two blocks the wider one holds.
      if (of.get(name)?.scope !== 'everything') of.set(name, { scope, until })
    }
    return bySite
  }
  const active = () => {
    const at = now()
    if (kept && at - kept.at < KEPT_MS) return kept.bySite
    const before = kept?.bySite
    const bySite = read(at).catch((fault: unknown) => {
      // A database that does not answer keeps out whom it kept out a moment ago, and nobody else.
      log.warn({ fault: faultText(fault) }, 'could not read who is kept out')
      return before ?? new Map<string, Map<string, KeptOut>>()
    })
    kept = { at, bySite }
    return bySite
  }

  return {
    keptOut: async (who) => {
      const blocks = (await active()).get(who.site)
      if (!blocks) return null
      const at = isoAt(now())
      const shared = who.verifiedId === null ? {} : { address: null, subnet: null }
      const country = await countryOf(who, blocks)
      const found = Object.entries({ ...blockKeys(secret, { ...who, ...shared }), ...country })
        .map(([kind, key]) => blocks.get(`${kind} ${key}`))
        .filter((one) => one !== undefined && (one.until === null || one.until > at))
      return found.find((one) => one?.scope === 'everything') ?? found[0] ?? null
    },
    forget: () => {
      kept = null
    },
  }
}
