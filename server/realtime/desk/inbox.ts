import type { Page } from '#shared'
import type { ConversationSummary, DeskPresence, ListFilter, Notice, OperatorPresence } from '#protocol'
import { type ConversationRow, type DeskMember, QUEUE_ORDER } from '../../chat/conversation.ts'
import { ofTheirSites, readableBy } from '../../chat/moves/membership.ts'
import { colleaguesOf } from '../../chat/reads/views.ts'
import type { Sql, SqlValue } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import {
  type FoundConversation,
  holdsWords,
  MOST_COUNTED,
  whereMatched,
  wordsOfSearch,
} from '../searching/find-conversations.ts'
import { walkNewest } from '../searching/walk-newest.ts'
import type { DeskView } from '../live.ts'
import { narrowedTo } from './narrow-list.ts'

const INBOX_ROWS = 200
const ROWS_PER_PAGE = 30

export interface Inbox {
  me: DeskPresence
  queue: ConversationSummary[]
  mine: ConversationSummary[]
  byMail: number
  held: number
  operators: OperatorPresence[]
  notices: Notice[]
}

/** Everything the inbox shows at once: who waits (by chat and by mail), one's own, who is here. */
export async function inboxOf(core: Pick<Core, 'notices' | 'now' | 'sql' | 'views'>, me: DeskMember): Promise<Inbox> {
  const now = core.now()
  const theirs = ofTheirSites(me)
  const rows = (where: string, order: string, ...values: SqlValue[]) =>
    core.sql.all<ConversationRow>(
      `select * from "conversations" where ${where} order by ${order} limit ?`,
      ...values,
      INBOX_ROWS,
    )
  const [queue, mine] = await Promise.all([
    rows(`"state" = 'queued' and ${theirs.where}`, QUEUE_ORDER, ...theirs.values),
    rows(`"operatorId" = ? and "state" = 'active' and ${theirs.where}`, '"acceptedAt" desc', me.id, ...theirs.values),
  ])
  return {
    me: await core.views.presence(me.id, now),
    queue: await core.views.summaries(queue, now),
    mine: await core.views.summaries(mine, now),
    byMail: await core.views.leftByMail(me),
    held: await core.views.heldBack(me),
    operators: colleaguesOf(await core.views.presences(now), me),
    notices: core.notices(me),
  }
}

const NEWEST_FIRST = '"changedAt" desc, "id" desc'
const BY_PERSON = '"operatorName", "operatorId", "changedAt" desc, "id"'
const OLDEST_FIRST = '"changedAt", "id"'
const VIEWS: Record<'queue' | 'waiting' | 'held', [where: string, order: string]> = {
  queue: [`"state" = 'queued'`, QUEUE_ORDER],
  waiting: [`"state" = 'waiting' and "heldBecause" is null`, '"queuedAt" asc, "id" asc'],
  held: ['"heldBecause" is not null', '"createdAt" desc, "id" desc'],
}

/** One page of a desk list. Operators see what `mayRead` lets them open; leads see all of their sites. */
export async function conversationsFor(
  core: Pick<Core, 'now' | 'reports' | 'views'>,
  person: DeskMember,
  filter: ListFilter & { view: DeskView; q?: string | undefined; page: number; perPage?: number },
): Promise<Page<FoundConversation>> {
  const perPage = Math.min(filter.perPage ?? ROWS_PER_PAGE, 100)
  const page = Math.max(1, filter.page)
  const theirs = ofTheirSites(person)
  const where: string[] = [theirs.where]
  const values: SqlValue[] = [...theirs.values]
  let order = NEWEST_FIRST
  if (filter.view === 'queue' || filter.view === 'waiting' || filter.view === 'held') {
    where.push(VIEWS[filter.view][0])
    order = VIEWS[filter.view][1]
  } else if (filter.view === 'mine' || filter.view === 'snoozed') {
    where.push(
      `"operatorId" = ? and "state" = 'active' and "snoozedAt" is ${filter.view === 'mine' ? 'null' : 'not null'}`,
    )
    values.push(person.id)
  } else {
    if (filter.view === 'solved') where.push(`"state" = 'solved'`)
    if (filter.view === 'open') {
      where.push(`"state" = 'active'`)
      order = BY_PERSON
    }
    const readable = readableBy(person)
    where.push(readable.where)
    values.push(...readable.values)
  }
  const narrowed = narrowedTo(filter, core.now())
  where.push(...narrowed.where)
  values.push(...narrowed.values)
  const words = wordsOfSearch(filter.q ?? '')
  if (filter.q?.trim() && words.length === 0) return { items: [], page, perPage, total: 0 }
  let most = Number.MAX_SAFE_INTEGER
  let walked: string[] | null = null
  if (words.length > 0) {
    const within = { where: where.join(' and '), values: [...values] }
    const atMost = Math.max(MOST_COUNTED, page * perPage)
    const isNewestFirst = order === NEWEST_FIRST
    if (isNewestFirst) walked = await walkNewest(core.reports, within, words, { most: atMost, ifOften: true })
    if (!walked) {
      const held = await holdsWords(core.reports, words)
      if (!held) return { items: [], page, perPage, total: 0 }
      if (held.areCommon) most = atMost
      where.push(held.where)
      values.push(...held.values)
      if (isNewestFirst)
        walked = held.areCommon
          ? await walkNewest(core.reports, within, words, { most })
          : await idsOf(core.reports, where.join(' and '), values)
    }
  }
  const found = walked
    ? { total: walked.length, rows: await rowsOf(core, walked.slice((page - 1) * perPage, page * perPage)) }
    : await listed(core.reports, { where: where.join(' and '), values, order, page, perPage, most })
  const summaries = await core.views.summaries(found.rows, core.now())
  const matched = words.length > 0 ? await whereMatched(core.reports, found.rows, words) : null
  return {
    items: summaries.map((one) => ({ ...one, match: matched?.get(one.id) ?? null })),
    page,
    perPage,
    total: found.total,
  }
}

/** Of the few conversations an index led to, newest change first. */
async function idsOf(sql: Sql, where: string, values: readonly SqlValue[]): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(
    `select "id" from "conversations" where ${where} order by ${NEWEST_FIRST}`,
    ...values,
  )
  return rows.map((row) => row.id)
}

/** In the order of the ids. */
async function rowsOf(core: Pick<Core, 'views'>, ids: string[]): Promise<ConversationRow[]> {
  const rows = new Map((await core.views.conversations(ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** One page of a list and how long it is; no more than `most` are counted. */
async function listed(
  sql: Sql,
  asked: { where: string; values: readonly SqlValue[]; order: string; page: number; perPage: number; most: number },
): Promise<{ total: number; rows: ConversationRow[] }> {
  const { values, order, page, perPage, most } = asked
  const condition = `where ${asked.where}`
  const isBounded = most < Number.MAX_SAFE_INTEGER
  const counted = await sql.one<{ n: number }>(
    isBounded
      ? `select count(*) as "n" from (select 1 as "one" from "conversations" ${condition} order by ${order} limit ?) as "found"`
      : `select count(*) as "n" from "conversations" ${condition}`,
    ...values,
    ...(isBounded ? [most] : []),
  )
  const total = Number(counted?.n ?? 0)
  const rowsAt = (rowOrder: string, limit: number, offset: number) =>
    sql.all<ConversationRow>(
      `select * from "conversations" ${condition} order by ${rowOrder} limit ? offset ?`,
      ...values,
      limit,
      offset,
    )
  const [first, after] = [(page - 1) * perPage, total - page * perPage]
  // What stands near the end of a long list is reached from there.
  const isNearEnd = order === NEWEST_FIRST && first > total / 2
  const rows = isNearEnd
    ? (await rowsAt(OLDEST_FIRST, Math.max(0, Math.min(perPage, perPage + after)), Math.max(0, after))).reverse()
    : await rowsAt(order, perPage, first)
  return { total, rows }
}

const WITH_ONE_VISITOR = 50

export function conversationsWith(
  core: Pick<Core, 'sql'>,
  person: DeskMember,
  { visitorId, site }: { visitorId: string; site: string },
): Promise<{ id: string; question: string; state: string; createdAt: string }[]> {
  const readable = readableBy(person)
  return core.sql.all(
    `select "id", "question", "state", "createdAt" from "conversations"
     where "visitorId" = ? and "site" = ? and ${readable.where} order by "createdAt" desc limit ?`,
    visitorId,
    site,
    ...readable.values,
    WITH_ONE_VISITOR,
  )
}
