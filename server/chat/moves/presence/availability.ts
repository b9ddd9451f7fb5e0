import { HOUR_MS } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

/** No stretch is longer, so that those of a day are found without looking at all of them. */
export const LONGEST_STRETCH_MS = 24 * HOUR_MS

const CONNECTED = `exists (select 1 from "leases" where "leases"."kind" = 'operator' and "leases"."personId" = "operators"."id")`

/** Gone for no longer than this is a reload or a moment without a line: the journal says nothing of it. */
const BLIP_MS = 60_000

/** Why a stretch ended. `goes_on` is no end: it became too long. */
type Because = 'own' | 'by_lead' | 'offer_unanswered' | 'came_back' | 'gone' | 'goes_on' | 'blip'

interface Open {
  personId: string
  fromAt: string
  lastSeenAt: string | null
  available: number
  setAwayBecause: Because | null
  stays: number
}

/**
 * Since when and until when somebody could be asked: willing and connected. Called after whatever changes either; without
 * `personId` for everybody. Who is willing still and has gone was there until they were last seen. `byId`: who set them away.
 */
export async function keepAvailability(
  sql: Sql,
  now: number,
  personId: string | null = null,
  byId: string | null = null,
): Promise<void> {
  const whose = personId === null ? '' : ' and "availability"."personId" = ?'
  const values = personId === null ? [] : [personId]
  const ended = await sql.all<Open>(
    `select "availability"."personId" as "personId", "fromAt", "lastSeenAt", "available", "setAwayBecause",
       case when "available" = 1 and not ${CONNECTED} then 0 else 1 end as "stays"
     from "availability" join "operators" on "operators"."id" = "availability"."personId"
     where "untilAt" is null and ("available" = 0 or not ${CONNECTED} or "fromAt" < ?)${whose}
     order by "availability"."personId"`,
    isoAt(now - LONGEST_STRETCH_MS),
    ...values,
  )
  for (const one of ended) {
    const seen = Number(one.stays) === 0 && one.lastSeenAt !== null && one.lastSeenAt < isoAt(now)
    const untilAt = seen ? (one.lastSeenAt ?? '') : isoAt(now)
    await sql.run(
      'update "availability" set "untilAt" = ?, "because" = ?, "byId" = ? where "personId" = ? and "untilAt" is null',
      untilAt > one.fromAt ? untilAt : one.fromAt,
      becauseOf(one),
      byId === one.personId ? null : byId,
      one.personId,
    )
  }
  const begun = await sql.run(
    `insert into "availability" ("personId", "sites", "fromAt") select "id", "sites", ? from "operators"
     where "available" = 1 and ${CONNECTED}
     and not exists (select 1 from "availability" where "availability"."personId" = "operators"."id" and "untilAt" is null)
     ${personId === null ? '' : 'and "id" = ?'} on conflict do nothing`,
    isoAt(now),
    ...values,
  )
  if (begun > 0) await joinStretches(sql, now)
}

/** What goes on after a moment without a line, or after its stretch became too long, begins nothing. */
async function joinStretches(sql: Sql, now: number): Promise<void> {
  const fresh = `"untilAt" is null and "fromAt" = ?`
  for (const [because, after, since] of [
    ['goes_on', 'goes_on', isoAt(now - 1)],
    ['gone', 'blip', isoAt(now - BLIP_MS)],
  ] as const) {
    const joined = await sql.run(
      `update "availability" set "after" = ? where ${fresh} and "personId" in (
         select "personId" from "availability" where "untilAt" > ? and "because" = ?)`,
      after,
      isoAt(now),
      since,
      because,
    )
    if (joined > 0 && after === 'blip')
      await sql.run(
        `update "availability" set "because" = 'blip' where "untilAt" > ? and "because" = 'gone' and "personId" in (
           select "personId" from "availability" where ${fresh} and "after" = 'blip')`,
        since,
        isoAt(now),
      )
  }
}

function becauseOf({ available, setAwayBecause, stays }: Open): Because {
  if (Number(available) === 0) return setAwayBecause ?? 'own'
  return Number(stays) === 0 ? 'gone' : 'goes_on'
}
