import { type ConversationRow, type DeskMember, isMemberOf, isoAt, TAKES_PLACE } from '../../conversation.ts'
import { type Candidate, chooseOperator } from '../../routing.ts'
import type { Sql } from '../../sql.ts'
import { announce, begin, type Change, finish, set } from '../change.ts'
import { enter } from '../journal/journal.ts'
import { missedOffer } from '../for-you/put-for-you.ts'
import { backToQueue, DECLINED_MS } from '../desk-moves.ts'
import { done, type Moved, type Outcome, refused, type Said } from '../outcome.ts'
import { keepAvailability } from './availability.ts'
import { answersOffers, connectedOperators, hasLease } from './presence.ts'
import { visitorsLeftWith } from './visitor-leases.ts'

export const OFFER_MS = 20_000
/** An operator whose last connection ended this long ago has vanished (I7: back in the queue within 60 s). */
export const VANISHED_MS = 30_000
/** Who wrote or typed this short ago is there, and only too busy for an offer. */
const WRITING_MS = 60_000
/** To somebody who is writing it is offered again after this, to somebody who may have looked away at once where nobody else is free. */
const AGAIN_MS = 15_000
const AT_ONCE_MS = 2_000
/** Who lets this many pass, one after another, is not there. */
const MOST_LAPSED = 2
const OFFERED_AT_ONCE = 50
/** Any number: two dispatchers on two nodes must take turns. */
const DISPATCH_LOCK = 7_341_904

/** What routing must know of a site. */
export interface SiteOffers {
  offerMs: number
  open: boolean
  /** Messages left by mail are offered too, once nobody waits. */
  byMail: boolean
}

export interface Dispatch {
  offerMs?: number
  sites?: Record<string, SiteOffers>
}

/** Who is there comes before who has left. */
const OFFER_ORDER = `"priority" desc, case when "visitorLeftAt" is null then 0 else 1 end, "returned" desc, "queuedAt" asc, "id" asc`

/** Offers the first conversations of the queue to the operators who should have them. */
export async function dispatch(
  sql: Sql,
  { offerMs = OFFER_MS, sites = {} }: Dispatch,
  now: number,
): Promise<Outcome<null>> {
  if (sql.kind === 'postgres') await sql.all('select pg_advisory_xact_lock(?)', DISPATCH_LOCK)
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  const unasked = () =>
    sql.all<ConversationRow>(
      `select * from "conversations" where "state" = 'queued' and "offeredTo" is null order by ${OFFER_ORDER} limit ?`,
      OFFERED_AT_ONCE,
    )
  const [left, queue] = [await leftWaiting(sql), await unasked()]
  if (left.length === 0 && queue.length === 0) return done(null)
  const candidates = await willingOperators(sql, now)
  const free = () => candidates.filter((one) => !one.asked && one.load < one.capacity)
  const here = left.filter((row) => row.visitorLeftAt === null && row.wantsMail === 0)
  const queued = await queueUp(sql, here, { sites, candidates, facts, most: OFFERED_AT_ONCE }, now)
  if (queue.length === 0 && queued === 0) {
    const byMail = left.filter((row) => sites[row.site]?.byMail)
    await queueUp(sql, byMail, { sites, candidates: free(), facts, most: free().length }, now)
  }
  for (const { id } of facts.moved.length > 0 ? await unasked() : queue) {
    if (free().length === 0) break
    const change = await begin(sql, id)
    if (change?.row.state !== 'queued' || change.row.offeredTo !== null) continue
    const chosen = chooseOperator(
      { ...change.row, topics: list(change.row.topics), declined: stillDeclined(change.row, now) },
      candidates,
    )
    if (!chosen) continue
    chosen.load += 1
    chosen.asked = true
    set(change, { offeredTo: chosen.id, offeredUntil: isoAt(now + (sites[change.row.site]?.offerMs ?? offerMs)) })
    await enter(sql, change.row, { act: 'offered', personId: chosen.id }, now)
    const one = await finish(sql, change, now)
    facts.moved.push(...one.moved)
  }
  return done(null, facts.said, facts.moved)
}

/** Began when nobody was there, and unanswered since. */
const leftWaiting = (sql: Sql): Promise<Left[]> =>
  sql.all<Left>(
    `select "id", "site", "locale", "visitorLeftAt", "wantsMail" from "conversations"
     where "state" = 'waiting' and "operatorId" is null and "awaitingSince" is not null
     order by case when "visitorLeftAt" is null then 0 else 1 end, "queuedAt", "id" limit ?`,
    OFFERED_AT_ONCE,
  )
type Left = Pick<ConversationRow, 'id' | 'site' | 'locale' | 'visitorLeftAt' | 'wantsMail'>

/** Into the queue, at the place they have had since they asked: those whose shop is open and for whom somebody is there. */
async function queueUp(
  sql: Sql,
  rows: readonly Left[],
  by: {
    sites: Record<string, SiteOffers>
    candidates: readonly Candidate[]
    facts: { moved: Moved[] }
    most: number
  },
  now: number,
): Promise<number> {
  const fits = (named: readonly string[], value: string) => named.length === 0 || named.includes(value)
  let queued = 0
  for (const { id, site, locale } of rows) {
    if (queued >= by.most) break
    const somebody = by.candidates.some((one) => (one.sites?.includes(site) ?? true) && fits(one.languages, locale))
    if (!by.sites[site]?.open || !somebody) continue
    const change = await begin(sql, id)
    if (change?.row.state !== 'waiting' || change.row.operatorId !== null) continue
    set(change, { state: 'queued', queuedAt: change.row.queuedAt ?? isoAt(now) })
    by.facts.moved.push(...(await finish(sql, change, now)).moved)
    queued += 1
  }
  return queued
}

async function willingOperators(sql: Sql, now: number): Promise<Candidate[]> {
  const connected = await connectedOperators(sql, now)
  const rows = await sql.all<{
    id: string
    capacity: number
    idleSince: string | null
    languages: string | null
    skills: string | null
    sites: string | null
    load: number
    asked: number
  }>(
    `select "id", "capacity", "idleSince", "languages", "skills", "sites",
       (select count(*) from "conversations" where "offeredTo" = "operators"."id" and "state" = 'queued') as "asked",
       (select count(*) from "conversations" where "operatorId" = "operators"."id" and ${TAKES_PLACE})
       + (select count(*) from "conversations" where "offeredTo" = "operators"."id" and "state" = 'queued') as "load"
     from "operators" where "available" = 1 and ("wrapsUpUntil" is null or "wrapsUpUntil" <= ?)`,
    isoAt(now),
  )
  return rows
    .filter((row) => connected.has(row.id))
    .map((row) => ({
      ...row,
      load: Number(row.load),
      asked: Number(row.asked) > 0,
      languages: list(row.languages),
      skills: list(row.skills),
      sites: row.sites === null ? null : list(row.sites),
    }))
}

const list = (json: string | null): string[] => (json ? JSON.parse(json) : [])

const declinedBy = (row: ConversationRow): Record<string, string> => (row.declinedBy ? JSON.parse(row.declinedBy) : {})

function stillDeclined(row: ConversationRow, now: number): Set<string> {
  const at = isoAt(now)
  return new Set(Object.entries(declinedBy(row)).flatMap(([id, until]) => (until > at ? [id] : [])))
}

function withdrawOffer(change: Change, now: number, pauseMs = DECLINED_MS): void {
  const declined = {
    ...declinedBy(change.row),
    ...(change.row.offeredTo ? { [change.row.offeredTo]: isoAt(now + pauseMs) } : {}),
  }
  set(change, { offeredTo: null, offeredUntil: null, declinedBy: JSON.stringify(declined) })
}

export async function decline(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !isMemberOf(r.by, change.row.site)) return refused('not_found')
  if (change.row.offeredTo !== r.by.id) return change.row.operatorId === null ? done(null) : refused('taken')
  withdrawOffer(change, now)
  await enter(sql, change.row, { act: 'declined', personId: r.by.id }, now)
  await answersOffers(sql, r.by.id)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

export interface Expired {
  expired: { conversationId: string; operatorId: string; setAway: boolean }[]
}

async function isWriting(sql: Sql, operatorId: string, now: number): Promise<boolean> {
  const since = isoAt(now - WRITING_MS)
  const found = await sql.one(
    `select 1 as "yes" from "drafts" where "byId" = ? and "at" > ? union all
     select 1 as "yes" from "conversations" where "operatorId" = ? and "state" = 'active' and "lastAuthor" = 'operator' and "lastAt" > ? limit 1`,
    operatorId,
    since,
    operatorId,
    since,
  )
  return found !== undefined
}

/** Looking at another screen once is no absence: the second offer in a row that lapses sets away, and none while they write. */
async function lapse(sql: Sql, operatorId: string, now: number): Promise<'away' | 'writing' | 'again'> {
  if (await isWriting(sql, operatorId, now)) return 'writing'
  const operator = await sql.one<{ lapsedOffers: number }>(
    'select "lapsedOffers" from "operators" where "id" = ?',
    operatorId,
  )
  const lapsed = (operator?.lapsedOffers ?? 0) + 1
  if (lapsed < MOST_LAPSED) {
    await sql.run('update "operators" set "lapsedOffers" = ? where "id" = ?', lapsed, operatorId)
    return 'again'
  }
  await sql.run(
    `update "operators" set "available" = 0, "setAwayBecause" = 'offer_unanswered', "lapsedOffers" = 0 where "id" = ? and "available" = 1`,
    operatorId,
  )
  return 'away'
}

/** Offers nobody answered: the conversation is free for the next, and is offered again; two in a row set their operator away (I6). */
export async function expireOffers(sql: Sql, _: object, now: number): Promise<Outcome<Expired>> {
  const late = await sql.all<{ id: string }>(
    `select "id" from "conversations" where "state" = 'queued' and "offeredUntil" <= ?`,
    isoAt(now),
  )
  const value: Expired = { expired: [] }
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  for (const { id } of late) {
    const change = await begin(sql, id)
    if (!change?.row.offeredTo || change.row.state !== 'queued' || (change.row.offeredUntil ?? '') > isoAt(now))
      continue
    const operatorId = change.row.offeredTo
    const setAway = await lapse(sql, operatorId, now)
    withdrawOffer(change, now, setAway === 'away' ? DECLINED_MS : setAway === 'writing' ? AGAIN_MS : AT_ONCE_MS)
    value.expired.push({ conversationId: id, operatorId, setAway: setAway === 'away' })
    await missedOffer(sql, change.row, operatorId, now)
    await enter(sql, change.row, { act: 'lapsed', personId: operatorId }, now)
    if (setAway === 'away') await keepAvailability(sql, now, operatorId)
    facts.moved.push(...(await finish(sql, change, now)).moved)
  }
  return done(value, facts.said, facts.moved, [...new Set(value.expired.map(({ operatorId }) => operatorId))])
}

/**
 * Conversations of operators who are gone return to the front; offers made to them are withdrawn at once. Where nothing is
 * owed to a visitor who is gone too, or it was put off, nobody waits: it stays as it is until they write again.
 */
export async function returnAbandoned(
  sql: Sql,
  { vanishedMs = VANISHED_MS }: { vanishedMs?: number },
  now: number,
): Promise<Outcome<{ returned: number }>> {
  const connected = await connectedOperators(sql, now)
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  const offered = await sql.all<{ id: string; offeredTo: string }>(
    `select "id", "offeredTo" from "conversations" where "state" = 'queued' and "offeredTo" is not null`,
  )
  for (const { id, offeredTo } of offered) {
    if (connected.has(offeredTo)) continue
    const change = await begin(sql, id)
    if (change?.row.offeredTo !== offeredTo || change.row.state !== 'queued') continue
    set(change, { offeredTo: null, offeredUntil: null })
    await enter(sql, change.row, { act: 'withdrawn', personId: offeredTo }, now)
    facts.moved.push(...(await finish(sql, change, now)).moved)
  }
  const held = await sql.all<{ id: string; operatorId: string; lastSeenAt: string | null }>(
    `select "conversations"."id" as "id", "operatorId", "lastSeenAt" from "conversations" left join "operators" on "operators"."id" = "operatorId" where "state" = 'active'`,
  )
  let returned = 0
  for (const { id, operatorId, lastSeenAt } of held) {
    if (connected.has(operatorId) || (lastSeenAt !== null && Date.parse(lastSeenAt) > now - vanishedMs)) continue
    const change = await begin(sql, id)
    if (change?.row.state !== 'active' || change.row.operatorId !== operatorId) continue
    const { awaitingSince, snoozedAt, visitorId } = change.row
    if (awaitingSince === null && (snoozedAt !== null || !(await hasLease(sql, 'visitor', visitorId, now)))) continue
    const left = change.row.operatorName ?? ''
    backToQueue(change, now)
    await announce(sql, change, 'operator_lost', { operator: left }, now)
    await enter(sql, change.row, { act: 'returned', personId: operatorId }, now)
    const one = await finish(sql, change, now)
    facts.said.push(...one.said)
    facts.moved.push(...one.moved)
    returned += 1
  }
  return done({ returned }, facts.said, facts.moved)
}

/** Connections of dead nodes end; their operators were last seen when the node last lived. */
export async function buryNodes(
  sql: Sql,
  { except, all }: { except: string; all?: boolean },
  now: number,
): Promise<Outcome<{ buried: number }>> {
  const dead = await sql.all<{ id: string; expiresAt: string }>(
    `select "id", "expiresAt" from "nodes" where "id" <> ? and ("expiresAt" <= ? or ? = 1)`,
    except,
    isoAt(now),
    all ? 1 : 0,
  )
  for (const node of dead) {
    const seen = node.expiresAt < isoAt(now) ? node.expiresAt : isoAt(now)
    await sql.run(
      `update "operators" set "lastSeenAt" = ? where "id" in (select "personId" from "leases" where "nodeId" = ? and "kind" = 'operator') and ("lastSeenAt" is null or "lastSeenAt" < ?)`,
      seen,
      node.id,
      seen,
    )
    await visitorsLeftWith(sql, node.id, now)
    await sql.run('delete from "leases" where "nodeId" = ?', node.id)
    await sql.run('delete from "nodes" where "id" = ?', node.id)
  }
  await keepAvailability(sql, now)
  return done({ buried: dead.length })
}
