import { isoAt } from '../../conversation.ts'
import { marks, type Sql } from '../../sql.ts'
import { INVITATION_STANDS_MS } from '../../talk-invitation.ts'
import { done, type Outcome } from '../outcome.ts'
import { ended } from './invite-visitor.ts'

/** Ends what is not true any more: those of operators who have left, and those nobody answered. */
export async function endStale(
  sql: Sql,
  { withdrawn }: { withdrawn: readonly string[] },
  now: number,
): Promise<Outcome<null>> {
  for (const id of withdrawn) await ended(sql, id, 'withdrawn', now)
  await sql.run(
    `update "talkInvitations" set "openVisit" = null, "endedAt" = ?, "ending" = 'missed' where "openVisit" is not null and "createdAt" < ?`,
    isoAt(now),
    isoAt(now - INVITATION_STANDS_MS),
  )
  return done(null)
}

/** As long as the pages of their visits are kept. */
export async function pruneInvitations(
  sql: Sql,
  { site, keptMs }: { site: string; keptMs: number },
  now: number,
): Promise<Outcome<null>> {
  await sql.run('delete from "talkInvitations" where "site" = ? and "createdAt" < ?', site, isoAt(now - keptMs))
  for (const table of ['scenarioMatches', 'goals'])
    await sql.run(`delete from "${table}" where "site" = ? and "at" < ?`, site, isoAt(now - keptMs))
  return done(null)
}

/** What was shown to browsers whose visitor does not want to be watched, or is erased. */
export async function forgetInvitations(
  sql: Sql,
  { site, browsers, visitorId }: { site: string; browsers: readonly string[]; visitorId: string | null },
): Promise<Outcome<null>> {
  for (const table of ['talkInvitations', 'scenarioMatches', 'goals']) {
    if (visitorId !== null)
      await sql.run(`delete from "${table}" where "site" = ? and "visitorId" = ?`, site, visitorId)
    if (browsers.length > 0)
      await sql.run(
        `delete from "${table}" where "site" = ? and "browser" in (${marks(browsers.length)})`,
        site,
        ...browsers,
      )
  }
  return done(null)
}
