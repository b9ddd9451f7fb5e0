import type { ConversationRow } from '../../conversation.ts'
import { marks, type Sql } from '../../sql.ts'
import { announce, begin, finish, set } from '../change.ts'
import { backToQueue } from '../desk-moves.ts'
import { enter } from '../journal/journal.ts'
import { done, type Moved, type Outcome, type Said } from '../outcome.ts'
import { keepAvailability } from './availability.ts'
import { revoke } from './presence.ts'

export interface ChangeSites {
  personId: string
  /** Of which they are a member from now on; null: of every one. */
  sites: string[] | null
}

/**
 * Somebody's sites are others now: their connections end, so that they come back with what is theirs, and who talked with them on
 * a site they left goes back to the front of its queue at once.
 */
export async function changeSites(
  sql: Sql,
  { personId, sites }: ChangeSites,
  now: number,
): Promise<Outcome<{ returned: number }>> {
  await sql.run(
    'update "operators" set "sites" = ?, "available" = case when ? = 1 then 0 else "available" end where "id" = ?',
    sites && JSON.stringify([...sites].sort()),
    Number(sites?.length === 0),
    personId,
  )
  const left = sites === null ? [] : await ofSitesLeft(sql, personId, sites)
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  let returned = 0
  for (const { id } of left) {
    const change = await begin(sql, id)
    if (!change) continue
    const { row } = change
    if (row.state === 'active' && row.operatorId === personId) {
      backToQueue(change, now)
      await announce(sql, change, 'operator_lost', { operator: row.operatorName ?? '' }, now)
      await enter(sql, change.row, { act: 'returned', personId, how: 'left_site' }, now)
      returned += 1
    } else if (row.offeredTo === personId) set(change, { offeredTo: null, offeredUntil: null })
    else continue
    const one = await finish(sql, change, now)
    facts.said.push(...one.said)
    facts.moved.push(...one.moved)
  }
  await keepAvailability(sql, now, personId)
  await revoke(sql, { personId }, now)
  return done({ returned }, facts.said, facts.moved)
}

const ofSitesLeft = (sql: Sql, personId: string, sites: readonly string[]) =>
  sql.all<Pick<ConversationRow, 'id'>>(
    `select "id" from "conversations" where (("operatorId" = ? and "state" = 'active') or ("offeredTo" = ? and "state" = 'queued'))
     ${sites.length > 0 ? `and "site" not in (${marks(sites.length)})` : ''} order by "id"`,
    personId,
    personId,
    ...sites,
  )
