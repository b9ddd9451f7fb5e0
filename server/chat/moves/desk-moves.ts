import type { InterfaceLocale } from '#shared'
import { type ConversationRow, type DeskMember, isLeadOn, isMemberOf, isoAt } from '../conversation.ts'
import { shownName } from '../faces.ts'
import { lockRow, type Sql } from '../sql.ts'
import { activeCount, assign, hasRoom } from './accept.ts'
import { announce, append, begin, type Change, finish, set } from './change.ts'
import { enter } from './journal/journal.ts'
import { putForYou } from './for-you/put-for-you.ts'
import { mayRead } from './membership.ts'
import { done, type Outcome, refused, type Refused } from './outcome.ts'
import { connectedOperators, servesSite } from './presence/presence.ts'

/** Who declined, did not answer or passed it on is not asked about the same conversation again for this long. */
export const DECLINED_MS = 120_000

/** The conversation, if this person may change its course: its operator, or a lead. */
export async function beginHeld(
  sql: Sql,
  conversationId: string,
  by: DeskMember,
  alsoIf: (change: Change) => boolean = () => false,
): Promise<Change | Refused> {
  const change = await begin(sql, conversationId)
  if (!change) return refused('not_found')
  if (!isMemberOf(by, change.row.site)) return refused('not_found')
  if (change.row.operatorId === by.id || isLeadOn(by, change.row.site) || alsoIf(change)) return change
  return refused((await mayRead(sql, change.row, by)) ? 'not_allowed' : 'not_found')
}
export const isRefused = (found: Change | Refused): found is Refused => 'code' in found

export interface Solved {
  first: boolean
  site: string
  locale: InterfaceLocale
  visitorId: string
  question: string
  product: string | null
  acceptedMs: number | null
}

export async function solve(
  sql: Sql,
  /** `wrapUpMs`: for how long nothing is offered to them now. */
  r: { conversationId: string; by: DeskMember; answerId: string | null; wrapUpMs?: number },
  now: number,
): Promise<Outcome<Solved>> {
  const change = await beginHeld(sql, r.conversationId, r.by)
  if (isRefused(change)) return change
  const { row } = change
  const first = row.state !== 'solved'
  const packet: { product?: { sku: string } | null } = JSON.parse(row.packet)
  const solved: Solved = {
    first,
    site: row.site,
    locale: row.locale,
    visitorId: row.visitorId,
    question: row.question,
    product: packet.product?.sku ?? null,
    acceptedMs: row.acceptedAt ? Date.parse(row.acceptedAt) : null,
  }
  if (!first) return done(solved)
  if (row.operatorId === null) {
    set(change, { operatorId: r.by.id, operatorName: await shownName(sql, r.by, row) })
    await sql.run(
      'insert into "participants" ("conversationId", "personId") values (?, ?) on conflict do nothing',
      row.id,
      r.by.id,
    )
  }
  set(change, {
    state: 'solved',
    solvedAt: isoAt(now),
    awaitingSince: null,
    raised: 0,
    answerId: r.answerId,
    offeredTo: null,
    offeredUntil: null,
  })
  await announce(sql, change, 'solved', { operator: row.operatorName ?? r.by.name }, now)
  await enter(sql, row, { act: 'solved', personId: r.by.id }, now)
  await sql.run('delete from "drafts" where "conversationId" = ?', row.id)
  if (row.operatorId && (await activeCount(sql, row.operatorId)) <= 1)
    await sql.run('update "operators" set "idleSince" = ? where "id" = ?', isoAt(now), row.operatorId)
  if (r.wrapUpMs)
    await sql.run('update "operators" set "wrapsUpUntil" = ? where "id" = ?', isoAt(now + r.wrapUpMs), r.by.id)
  const facts = await finish(sql, change, now)
  return done(solved, facts.said, facts.moved)
}

export async function reopen(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const change = await beginHeld(sql, r.conversationId, r.by)
  if (isRefused(change)) return change
  if (change.row.state !== 'solved') return done(null)
  if (!(await hasRoom(sql, r.by.id))) return refused('full')
  await assign(sql, change, r.by, 'reopened', now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

export interface Transfer {
  conversationId: string
  by: DeskMember
  to: { operatorId: string } | { group: string }
  note: string
}

/** Asked again by who passed it on, because the answer was lost. */
function alreadyThere(row: ConversationRow, { to, by }: Transfer): boolean {
  if ('operatorId' in to && to.operatorId === row.operatorId && row.state === 'active')
    return row.previousOperatorId === by.id || isLeadOn(by, row.site) || row.operatorId === by.id
  return (
    'group' in to &&
    row.state === 'queued' &&
    row.groupName === to.group &&
    (row.previousOperatorId === by.id || isLeadOn(by, row.site))
  )
}

/** To an operator with room: theirs at once. To a group: back to the queue, offered to its members first. */
export async function transfer(sql: Sql, r: Transfer, now: number): Promise<Outcome<null>> {
  const change = await beginHeld(sql, r.conversationId, r.by, ({ row }) => alreadyThere(row, r))
  if (isRefused(change)) return change
  if (alreadyThere(change.row, r)) return done(null)
  if (change.row.state === 'solved') return refused('closed')
  const target =
    'operatorId' in r.to
      ? await sql.one<{ id: string; name: string; sites: string | null }>(
          `select "id", "name", "sites" from "operators" where "id" = ?${lockRow(sql)}`,
          r.to.operatorId,
        )
      : null
  // A colleague of another shop is nobody here.
  if (target === undefined || (target && !servesSite(target, change.row.site))) return refused('not_found')
  if (target && !(await connectedOperators(sql, now)).has(target.id)) return refused('away')
  if (target && !(await hasRoom(sql, target.id))) return refused('full')
  // Nothing is written before the last refusal: a refused move must leave its transaction as it found it.
  if (r.note !== '')
    await append(
      sql,
      change,
      { author: 'operator', authorId: r.by.id, authorName: r.by.name, kind: 'note', text: r.note },
      now,
    )
  const to = 'group' in r.to ? { toGroup: r.to.group } : { otherId: r.to.operatorId }
  await enter(sql, change.row, { act: 'transferred', personId: r.by.id, ...to }, now)
  const given: string[] = []
  if (target) {
    set(change, { previousOperatorId: change.row.operatorId })
    await assign(sql, change, target, 'transferred', now)
    if (target.id !== r.by.id) given.push(target.id)
  } else if ('group' in r.to) {
    const held = change.row.operatorId
    backToQueue(change, now)
    // Who has just passed it on is not asked about it first.
    set(change, {
      groupName: r.to.group,
      declinedBy: held ? JSON.stringify({ [held]: isoAt(now + DECLINED_MS) }) : null,
    })
    await announce(sql, change, 'transferred_to_group', { group: r.to.group }, now)
  }
  const { id, site, lastSeq } = change.row
  const about = { site, kind: 'transferred' as const, conversationId: id, byName: r.by.name }
  for (const personId of given) await putForYou(sql, { ...about, personId, key: `transferred:${id}:${lastSeq}` }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved, given)
}

/** Who waits with a higher priority is asked about first. Anybody at the desk who may open it may say so. */
export async function prioritize(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; priority: number },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  if (change.row.state === 'solved') return refused('closed')
  if (change.row.priority === r.priority) return done(null)
  set(change, { priority: r.priority })
  await enter(sql, change.row, { act: 'priority', personId: r.by.id, how: String(r.priority) }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** To the front of its priority, history and draft as they are (I7). Its wait begins now: before, it had somebody. */
export function backToQueue(change: Change, now: number): void {
  set(change, {
    state: 'queued',
    previousOperatorId: change.row.operatorId,
    operatorId: null,
    operatorName: null,
    returned: 1,
    queuedAt: isoAt(now),
    offeredTo: null,
    offeredUntil: null,
    declinedBy: null,
  })
}

export async function saveDraft(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; text: string; version: number },
  now: number,
): Promise<Outcome<{ text: string; version: number }>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  const current = await sql.one<{ text: string; version: number }>(
    'select "text", "version" from "drafts" where "conversationId" = ?',
    r.conversationId,
  )
  const version = current?.version ?? 0
  if (current && current.text === r.text) return done({ text: current.text, version })
  if (r.version !== version) return refused('draft_conflict', { draft: { text: current?.text ?? '', version } })
  await sql.run(
    `insert into "drafts" ("conversationId", "text", "version", "byId", "at") values (?, ?, ?, ?, ?)
     on conflict ("conversationId") do update set "text" = excluded."text", "version" = excluded."version", "byId" = excluded."byId", "at" = excluded."at"`,
    r.conversationId,
    r.text,
    version + 1,
    r.by.id,
    isoAt(now),
  )
  return done({ text: r.text, version: version + 1 })
}

export async function markPromoted(
  sql: Sql,
  r: { conversationId: string; answerId: string; personId: string },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  set(change, { promotedTo: r.answerId })
  await enter(sql, change.row, { act: 'promoted', personId: r.personId }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}
