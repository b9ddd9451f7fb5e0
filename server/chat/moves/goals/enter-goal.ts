import { GOAL_FOLLOWS_MS, newId } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

export interface EnterGoal {
  site: string
  name: string
  /** The same order is one, however often its page is loaded; null: each time counts. */
  key: string | null
  /** Who reached it: has written, or is watched. */
  visitorId: string | null
  browser: string | null
  afterAnswer: boolean
}

/** A visitor did what the shop wants: entered with what had come before it, so that no figure needs to know who it was. */
export async function enterGoal(sql: Sql, r: EnterGoal, now: number): Promise<Outcome<{ fresh: boolean }>> {
  const since = isoAt(now - GOAL_FOLLOWS_MS)
  const talked =
    r.visitorId !== null &&
    (await sql.one(
      'select 1 as "one" from "conversations" where "visitorId" = ? and "site" = ? and "createdAt" > ? limit 1',
      r.visitorId,
      r.site,
      since,
    )) !== undefined
  const invited =
    (await sql.one(
      `select 1 as "one" from "talkInvitations" where "site" = ? and ("browser" = ? or "visitorId" = ?) and "ending" = 'answered' and "createdAt" > ? limit 1`,
      r.site,
      r.browser ?? '',
      r.visitorId ?? '',
      since,
    )) !== undefined
  const entered = await sql.run(
    `insert into "goals" ("id", "site", "name", "key", "visitorId", "browser", "afterTalk", "afterAnswer", "afterInvitation", "at")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("site", "name", "key") do nothing`,
    newId('gol', now),
    r.site,
    r.name,
    r.key ?? newId('gol', now),
    r.visitorId,
    r.browser,
    Number(talked),
    Number(r.afterAnswer),
    Number(invited),
    isoAt(now),
  )
  return done({ fresh: entered > 0 })
}
