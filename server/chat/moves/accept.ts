import { type ConversationRow, type DeskMember, isLeadOn, isMemberOf, isoAt, TAKES_PLACE } from '../conversation.ts'
import { shownName } from '../faces.ts'
import { lockRow, type Sql } from '../sql.ts'
import { announce, begin, type Change, finish, set } from './change.ts'
import { enter } from './journal/journal.ts'
import { takenUp } from './for-you/put-for-you.ts'
import { mayRead } from './membership.ts'
import { done, type Outcome, refused } from './outcome.ts'
import { answersOffers } from './presence/presence.ts'

/** Conversations an operator has at hand now: what is put off takes no place. Call with the operator's row locked where capacity decides. */
export async function activeCount(sql: Sql, operatorId: string): Promise<number> {
  const row = await sql.one<{ n: number }>(
    `select count(*) as "n" from "conversations" where "operatorId" = ? and ${TAKES_PLACE}`,
    operatorId,
  )
  return Number(row?.n ?? 0)
}

/** Locks the operator so that two accepts on two nodes count one after the other (I7). */
export async function hasRoom(sql: Sql, operatorId: string): Promise<boolean> {
  const operator = await sql.one<{ capacity: number }>(
    `select "capacity" from "operators" where "id" = ?${lockRow(sql)}`,
    operatorId,
  )
  return operator !== undefined && (await activeCount(sql, operatorId)) < operator.capacity
}

/** Exactly one operator wins: the row is locked while its state is asked. A repeated accept by the winner is agreed to. */
export async function accept(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<{ site: string; waited: { sinceMs: number; site: string } | null }>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !isMemberOf(r.by, change.row.site)) return refused('not_found')
  const { row } = change
  if (row.operatorId === r.by.id && row.state === 'active') return done({ site: row.site, waited: null })
  if (row.state !== 'queued' && row.state !== 'waiting') {
    if (row.state === 'active') return refused('taken')
    return refused((await mayRead(sql, row, r.by)) ? 'closed' : 'not_found')
  }
  if (row.operatorId !== null && row.operatorId !== r.by.id) return refused('taken')
  if (!(await hasRoom(sql, r.by.id))) return refused('full')
  await answersOffers(sql, r.by.id)
  const waited = row.acceptedAt === null && row.queuedAt ? { sinceMs: Date.parse(row.queuedAt), site: row.site } : null
  await assign(sql, change, r.by, 'operator_joined', now)
  const facts = await finish(sql, change, now)
  return done({ site: row.site, waited }, facts.said, facts.moved)
}

/** Hands the conversation to this operator and says so in it. */
export async function assign(
  sql: Sql,
  change: Change,
  to: Pick<DeskMember, 'id' | 'name'>,
  code: string,
  now: number,
): Promise<void> {
  const name = await shownName(sql, to, change.row)
  const patch: Partial<ConversationRow> = {
    state: 'active',
    operatorId: to.id,
    // As its visitor calls them: their messages carry this name too.
    operatorName: name,
    offeredTo: null,
    offeredUntil: null,
    declinedBy: null,
    returned: 0,
    groupName: null,
    acceptedAt: change.row.acceptedAt ?? isoAt(now),
    solvedAt: null,
    // Whoever takes it has looked at it.
    heldBecause: null,
    restsSince: null,
    mergedInto: null,
  }
  set(change, patch)
  await sql.run(
    'insert into "participants" ("conversationId", "personId") values (?, ?) on conflict do nothing',
    change.row.id,
    to.id,
  )
  await takenUp(sql, change.row.id, to.id, now)
  const act = code === 'reopened' ? 'reopened' : 'taken'
  // Of what was passed on or taken over, also from whom.
  const otherId = act === 'taken' && code !== 'operator_joined' ? change.before.operatorId : null
  await enter(sql, change.row, { act, personId: to.id, how: code, otherId }, now)
  await announce(sql, change, code, { operator: name }, now)
}

export async function takeOver(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  if (!isLeadOn(r.by, change.row.site))
    return refused((await mayRead(sql, change.row, r.by)) ? 'not_allowed' : 'not_found')
  if (change.row.state === 'solved') return refused('closed')
  if (change.row.operatorId === r.by.id) return done(null)
  if (!(await hasRoom(sql, r.by.id))) return refused('full')
  set(change, { previousOperatorId: change.row.operatorId })
  await assign(sql, change, r.by, 'taken_over', now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}
