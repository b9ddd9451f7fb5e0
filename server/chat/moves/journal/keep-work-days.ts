import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'
import type { KeptDay } from './journal.ts'

/** Days that are over, as they were counted. Two who look at once count the same. */
export async function keepWorkDays(
  sql: Sql,
  { site, days }: { site: string; days: readonly KeptDay[] },
): Promise<Outcome<null>> {
  for (const { day, fromAt, untilAt, counted } of days)
    await sql.run(
      `insert into "workDays" ("site", "day", "fromAt", "untilAt", "counted") values (?, ?, ?, ?, ?)
       on conflict ("site", "day") do update set "fromAt" = excluded."fromAt", "untilAt" = excluded."untilAt", "counted" = excluded."counted"`,
      site,
      day,
      fromAt,
      untilAt,
      counted,
    )
  return done(null)
}
