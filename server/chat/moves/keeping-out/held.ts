import type { HeldBecause, Mark } from '#protocol'
import { type DeskMember, isoAt } from '../../conversation.ts'
import { shownName } from '../../faces.ts'
import type { Sql } from '../../sql.ts'
import { begin, finish, finishQuietly, set } from '../change.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'

/** What a site looks at before it reaches a person. */
export interface Holding {
  /** Already seen in the words, or of whom it is. */
  because: HeldBecause | null
  /** From this number on, conversations of one address within ten minutes are held; 0: none. */
  flood: number
  /** From this number on, conversations that begin with the same words within a day are held; 0: none. */
  repeats: number
}

interface Beginning {
  site: string
  verified: boolean
  address: string | null
  /** Digest of the words it begins with; null: too short to say anything, or not asked. */
  openingKey?: string | null
  hold?: Holding
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Why this conversation is looked at first; null: it is not. A visitor the shop vouches for is held for their own words alone. */
export async function heldBecause(
  sql: Sql,
  { site, verified, address, openingKey, hold }: Beginning,
  floodMs: number,
  now: number,
): Promise<HeldBecause | null> {
  if (!hold || hold.because) return hold?.because ?? null
  if (verified) return null
  const since = (column: 'address' | 'openingKey', value: string, ms: number) =>
    sql.one<{ n: number }>(
      `select count(*) as "n" from "conversations" where "${column}" = ? and "createdAt" > ? and "site" = ?`,
      value,
      isoAt(now - ms),
      site,
    )
  if (hold.flood > 0 && address && Number((await since('address', address, floodMs))?.n) + 1 >= hold.flood)
    return 'flood'
  if (hold.repeats > 0 && openingKey && Number((await since('openingKey', openingKey, DAY_MS))?.n) + 1 >= hold.repeats)
    return 'repeated'
  return null
}

/** Looked at, and let through: from now on it waits like every other. */
export async function letThrough(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  if (change.row.heldBecause === null) return done(null)
  set(change, { heldBecause: null, awaitingSince: change.row.awaitingSince ?? isoAt(now) })
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** Looked at, and put away without a word to whoever wrote it. It stays where the solved ones are. */
export async function putAside(
  sql: Sql,
  r: { conversationId: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  if (change.row.heldBecause === null) return refused('conflict')
  set(change, {
    heldBecause: null,
    state: 'solved',
    solvedAt: isoAt(now),
    awaitingSince: null,
    operatorId: r.by.id,
    operatorName: await shownName(sql, r.by, change.row),
  })
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}

/** What somebody thought of a conversation; null takes it back. */
export async function markConversation(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; mark: Mark | null },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  if (change.row.mark === r.mark) return done(null)
  set(change, { mark: r.mark })
  await finishQuietly(sql, change, now)
  return done(null)
}
