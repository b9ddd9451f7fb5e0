import { newId } from '#shared'
import { type ConversationRow, type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import { onePerson } from '../../reads/one-person.ts'
import type { Sql } from '../../sql.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'

/** Whoever reads a conversation may look at its visitor's card and write on it. */
async function readable(sql: Sql, conversationId: string, by: DeskMember): Promise<ConversationRow | null> {
  const row = await sql.one<ConversationRow>('select * from "conversations" where "id" = ?', conversationId)
  return row && (await mayRead(sql, row, by)) ? row : null
}

/** A note about the visitor, for colleagues alone. */
export async function addVisitorNote(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; text: string },
  now: number,
): Promise<Outcome<{ id: string }>> {
  const row = await readable(sql, r.conversationId, r.by)
  if (!row) return refused('not_found')
  const id = newId('vno', now)
  await sql.run(
    'insert into "visitorNotes" ("id", "site", "visitorId", "text", "byId", "byName", "createdAt") values (?, ?, ?, ?, ?, ?, ?)',
    id,
    row.site,
    row.visitorId,
    r.text,
    r.by.id,
    r.by.name,
    isoAt(now),
  )
  return done({ id })
}

/** One's own note, or any as a lead. */
export async function removeVisitorNote(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; id: string },
): Promise<Outcome<null>> {
  const row = await readable(sql, r.conversationId, r.by)
  const ids: readonly string[] = row ? (await onePerson(sql, row)).ids : []
  const note = await sql.one<{ visitorId: string; site: string; byId: string }>(
    'select "visitorId", "site", "byId" from "visitorNotes" where "id" = ?',
    r.id,
  )
  if (!row || !note || note.site !== row.site || !ids.includes(note.visitorId)) return refused('not_found')
  if (note.byId !== r.by.id && !isLeadOn(r.by, row.site)) return refused('not_allowed')
  await sql.run('delete from "visitorNotes" where "id" = ?', r.id)
  return done(null)
}

const join = (
  sql: Sql,
  of: { site: string; visitorId: string; otherId: string; how: 'verified' | 'hand'; by: DeskMember | null },
  now: number,
) =>
  sql.run(
    'insert into "visitorJoins" ("id", "site", "visitorId", "otherId", "how", "byId", "byName", "createdAt") values (?, ?, ?, ?, ?, ?, ?, ?)',
    newId('vjo', now),
    of.site,
    of.visitorId,
    of.otherId,
    of.how,
    of.by?.id ?? null,
    of.by?.name ?? null,
    isoAt(now),
  )

/** Two conversations are of one person, says somebody who may read both. Said twice it is said once. */
export async function joinVisitors(
  sql: Sql,
  r: { conversationId: string; otherId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const [row, other] = [await readable(sql, r.conversationId, r.by), await readable(sql, r.otherId, r.by)]
  if (!row || !other || row.site !== other.site) return refused('not_found')
  const { ids } = await onePerson(sql, row)
  if (!ids.includes(other.visitorId))
    await join(sql, { site: row.site, visitorId: row.visitorId, otherId: other.visitorId, how: 'hand', by: r.by }, now)
  return done(null)
}

/** The shop's server has vouched for whoever was a stranger until now: their past is theirs. */
export async function joinVerified(
  sql: Sql,
  r: { site: string; strangerId: string; verifiedId: string },
  now: number,
): Promise<Outcome<null>> {
  if (r.strangerId === r.verifiedId) return done(null)
  const past = await sql.one(
    'select 1 as "yes" from "conversations" where "visitorId" = ? and "site" = ? limit 1',
    r.strangerId,
    r.site,
  )
  const { ids } = await onePerson(sql, { site: r.site, visitorId: r.verifiedId })
  if (past && !ids.includes(r.strangerId))
    await join(sql, { site: r.site, visitorId: r.verifiedId, otherId: r.strangerId, how: 'verified', by: null }, now)
  return done(null)
}

/** Takes a join back: the two are two people again, each with what was theirs. */
export async function partVisitors(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; id: string },
): Promise<Outcome<null>> {
  const row = await readable(sql, r.conversationId, r.by)
  if (!row) return refused('not_found')
  const { joins } = await onePerson(sql, row)
  if (!joins.some(({ id }) => id === r.id)) return refused('not_found')
  await sql.run('delete from "visitorJoins" where "id" = ?', r.id)
  return done(null)
}
