import { HOUR_MS } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

/** No stretch is longer, so that those of a day are found without looking at all of them. */
export const LONGEST_STRETCH_MS = 24 * HOUR_MS

const CONNECTED = `exists (select 1 from "leases" where "leases"."kind" = 'operator' and "leases"."personId" = "operators"."id")`

interface Open {
  personId: string
  fromAt: string
  lastSeenAt: string | null
  stays: number
}

/**
 * Since when and until when somebody could be asked: willing and connected. Called after whatever changes either; without
 * `personId` for everybody. Who is willing still and has gone was there until they were last seen.
 */
export async function keepAvailability(sql: Sql, now: number, personId: string | null = null): Promise<void> {
  const whose = personId === null ? '' : ' and "availability"."personId" = ?'
  const values = personId === null ? [] : [personId]
  const ended = await sql.all<Open>(
    `select "availability"."personId" as "personId", "fromAt", "lastSeenAt",
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
      'update "availability" set "untilAt" = ? where "personId" = ? and "untilAt" is null',
      untilAt > one.fromAt ? untilAt : one.fromAt,
      one.personId,
    )
  }
  await sql.run(
    `insert into "availability" ("personId", "sites", "fromAt") select "id", "sites", ? from "operators"
     where "available" = 1 and ${CONNECTED}
     and not exists (select 1 from "availability" where "availability"."personId" = "operators"."id" and "untilAt" is null)
     ${personId === null ? '' : 'and "id" = ?'} on conflict do nothing`,
    isoAt(now),
    ...values,
  )
}
