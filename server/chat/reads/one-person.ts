import { marks, type Sql } from '../sql.ts'

/** More ids than one person ever has; whoever has joined more is shown the first of them. */
const MOST_IDS = 50

/** Two ids of one person: `verified` by the shop's server, or by somebody at the desk. */
export interface JoinRow {
  id: string
  site: string
  visitorId: string
  otherId: string
  how: 'verified' | 'hand'
  byId: string | null
  byName: string | null
  createdAt: string
}

/** All ids of the person who has this one, itself first, and the pairs that hold them together. */
export async function onePerson(
  sql: Pick<Sql, 'all'>,
  of: { site: string; visitorId: string },
): Promise<{ ids: string[]; joins: JoinRow[] }> {
  const ids = new Set([of.visitorId])
  const joins = new Map<string, JoinRow>()
  for (let asked = [of.visitorId]; asked.length > 0 && ids.size < MOST_IDS; ) {
    const found = await sql.all<JoinRow>(
      `select * from "visitorJoins" where "site" = ? and ("visitorId" in (${marks(asked.length)}) or "otherId" in (${marks(asked.length)})) order by "createdAt"`,
      of.site,
      ...asked,
      ...asked,
    )
    for (const join of found) joins.set(join.id, join)
    asked = found.flatMap(({ visitorId, otherId }) => [visitorId, otherId]).filter((id) => !ids.has(id))
    for (const id of asked) ids.add(id)
  }
  return { ids: [...ids].slice(0, MOST_IDS), joins: [...joins.values()] }
}
