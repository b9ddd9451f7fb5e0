import { type ConversationRow, type DeskMember, isLeadOn, isMemberOf } from '../conversation.ts'
import { marks, type Sql, type SqlValue } from '../sql.ts'

type Members = Pick<ConversationRow, 'id' | 'site' | 'visitorId' | 'state' | 'operatorId'>

/**
 * Who at the desk may read a conversation (I9, I11): nobody who is no member of its site; leads all; an operator what waits for anyone, their own, what they took part in,
 * what goes on in one of those, and the solved ones of a visitor they are talking with.
 */
export async function mayRead(sql: Sql, row: Members, person: DeskMember): Promise<boolean> {
  if (!isMemberOf(person, row.site)) return false
  if (isLeadOn(person, row.site) || row.operatorId === person.id) return true
  if (row.operatorId === null && (row.state === 'queued' || row.state === 'waiting')) return true
  const tookPart = await sql.one(
    'select 1 as "yes" from "participants" where "conversationId" = ? and "personId" = ?',
    row.id,
    person.id,
  )
  if (tookPart) return true
  if (row.state !== 'solved') return false
  const goesOn = await sql.one(
    `select 1 as "yes" from "conversations" join "participants" on "conversationId" = "mergedInto" where "id" = ? and "personId" = ?`,
    row.id,
    person.id,
  )
  if (goesOn) return true
  const talking = await sql.one(
    `select 1 as "yes" from "conversations" where "operatorId" = ? and "state" = 'active' and "visitorId" = ? and "site" = ? limit 1`,
    person.id,
    row.visitorId,
    row.site,
  )
  return talking !== undefined
}

/** As `mayRead` decides for an operator; takes their id twice. */
const READABLE = `("operatorId" = ? or ("operatorId" is null and "state" in ('queued', 'waiting')) or "id" in (select "conversationId" from "participants" where "personId" = ?))`

/** The part of a `where`: conversations of the sites somebody is a member of. */
export function ofTheirSites({ sites }: Pick<DeskMember, 'sites'>): { where: string; values: SqlValue[] } {
  return sites === null ? { where: '1 = 1', values: [] } : ofSites(Object.keys(sites))
}

const ofSites = (ids: readonly string[]): { where: string; values: SqlValue[] } =>
  ids.length === 0 ? { where: '1 = 0', values: [] } : { where: `"site" in (${marks(ids.length)})`, values: [...ids] }

/** The same for those they may read: all of the sites they lead, of the others what `mayRead` gives an operator. */
export function readableBy(person: DeskMember): { where: string; values: SqlValue[] } {
  const { id, role, sites } = person
  if (sites === null)
    return role === 'operator' ? { where: READABLE, values: [id, id] } : { where: '1 = 1', values: [] }
  const led = ofSites(Object.keys(sites).filter((site) => isLeadOn(person, site)))
  const others = ofSites(Object.keys(sites).filter((site) => !isLeadOn(person, site)))
  return {
    where: `(${led.where} or (${others.where} and ${READABLE}))`,
    values: [...led.values, ...others.values, id, id],
  }
}
