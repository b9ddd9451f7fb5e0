import { type ConversationRow, type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import { onePerson } from '../../reads/one-person.ts'
import { lockRow, type Sql } from '../../sql.ts'
import { assign, hasRoom } from '../accept.ts'
import { announce, append, begin, type Change, finish, set } from '../change.ts'
import { beginHeld, isRefused } from '../desk-moves.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'

export interface Merge {
  /** In which it goes on. */
  conversationId: string
  /** Which is read there from now on. */
  otherId: string
  by: DeskMember
}

/**
 * One conversation goes on in another of the same person. No message moves: each stays where it was acknowledged, under its
 * `seq` (I1–I3), and is read from there. The other one is solved and knows where it went on; whoever writes in it opens it again.
 * Said twice it is said once.
 */
export async function merge(sql: Sql, r: Merge, now: number): Promise<Outcome<null>> {
  if (r.conversationId === r.otherId) return refused('invalid')
  await inOneOrder(sql, r)
  const into = await beginHeld(sql, r.conversationId, r.by)
  if (isRefused(into)) return into
  const from = await begin(sql, r.otherId)
  if (!from || from.row.site !== into.row.site || !(await mayRead(sql, from.row, r.by))) return refused('not_found')
  if (from.row.mergedInto === into.row.id) return done(null)
  if (into.row.state !== 'active' || from.row.state === 'solved') return refused('closed')
  if (!mayTake(from.row, into.row, r.by)) return refused(from.row.heldBecause === null ? 'taken' : 'not_allowed')
  const { ids } = await onePerson(sql, into.row)
  if (!ids.includes(from.row.visitorId) || isNewerOfSame(from.row, into.row)) return refused('conflict')

  const { operatorId, operatorName, priority, awaitingSince } = into.row
  const waits = [awaitingSince, from.row.awaitingSince].filter((since) => since !== null).sort()[0] ?? null
  await noted(sql, into, 'merged', r.by, now)
  set(into, {
    awaitingSince: waits,
    priority: Math.max(priority, from.row.priority),
    // What its visitor said of themselves there is known here; whose device it is nobody can tell of two ids.
    ...(from.row.visitorId === into.row.visitorId
      ? {
          visitorName: into.row.visitorName ?? from.row.visitorName,
          visitorMail: into.row.visitorMail ?? from.row.visitorMail,
        }
      : {}),
  })
  set(from, {
    state: 'solved',
    solvedAt: isoAt(now),
    mergedInto: into.row.id,
    // Asked first, should its visitor write in it after all.
    operatorId,
    operatorName,
    awaitingSince: null,
    raised: 0,
    offeredTo: null,
    offeredUntil: null,
    restsSince: null,
  })
  await announce(sql, from, 'solved', { operator: operatorName ?? '', because: 'merged' }, now)
  return finished(sql, [into, from], now)
}

/** They are two again: the other one is open and whoever says so holds it. */
export async function unmerge(sql: Sql, r: Merge, now: number): Promise<Outcome<null>> {
  await inOneOrder(sql, r)
  const into = await beginHeld(sql, r.conversationId, r.by)
  if (isRefused(into)) return into
  const from = await begin(sql, r.otherId)
  if (from?.row.state !== 'solved' || from.row.mergedInto !== into.row.id) return refused('not_found')
  if (!(await hasRoom(sql, r.by.id))) return refused('full')
  await noted(sql, into, 'unmerged', r.by, now)
  await assign(sql, from, r.by, 'reopened', now)
  if (from.row.lastAuthor === 'visitor') set(from, { awaitingSince: isoAt(now), raised: 0 })
  return finished(sql, [into, from], now)
}

/** Two who merge the same pair on two nodes take turns instead of waiting for each other. */
async function inOneOrder(sql: Sql, { conversationId, otherId }: Merge): Promise<void> {
  if (sql.kind === 'postgres')
    await sql.all(
      `select "id" from "conversations" where "id" in (?, ?) order by "id"${lockRow(sql)}`,
      conversationId,
      otherId,
    )
}

/** What waits for anybody, one's own and what the same operator has; leads every one. What is held is looked at first. */
const mayTake = (from: ConversationRow, into: ConversationRow, by: DeskMember): boolean =>
  from.heldBecause === null &&
  (from.operatorId === null ||
    from.operatorId === by.id ||
    from.operatorId === into.operatorId ||
    isLeadOn(by, from.site))

/** A visitor's window shows the newest of its own: what goes on elsewhere would not be seen there. */
const isNewerOfSame = (from: ConversationRow, into: ConversationRow): boolean =>
  from.visitorId === into.visitorId && from.createdAt > into.createdAt

/** For colleagues alone, by whom. */
const noted = (sql: Sql, change: Change, code: string, by: DeskMember, now: number) =>
  append(sql, change, { author: 'system', kind: 'note', event: { code, values: { operator: by.name } } }, now)

async function finished(sql: Sql, changes: readonly Change[], now: number): Promise<Outcome<null>> {
  const facts = []
  for (const change of changes) facts.push(await finish(sql, change, now))
  return done(
    null,
    facts.flatMap(({ said }) => said),
    facts.flatMap(({ moved }) => moved),
  )
}
