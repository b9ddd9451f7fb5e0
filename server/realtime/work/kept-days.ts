import { HOUR_MS } from '#shared'
import { isoAt } from '../../chat/conversation.ts'
import type { KeptDay } from '../../chat/moves/journal/journal.ts'
import type { Core } from '../core.ts'
import { type CountedDay, countWork, isWorkIn } from './count-work.ts'
import type { CalendarDay } from './days-of.ts'

/** What is written a moment after its deed is there by then. */
const OVER_AFTER_MS = HOUR_MS
const COUNTED_AT_ONCE = 10
const READ_AT_ONCE = 30

export type Counting = Pick<Core, 'move' | 'now' | 'reports'>

/** Each day as it was counted once it was over, and the others as they are counted now. In order. */
export async function countedDays(
  core: Counting,
  site: string,
  days: readonly CalendarDay[],
  each: (at: number, counted: CountedDay) => void,
): Promise<void> {
  const now = core.now()
  for (let at = 0; at < days.length; at += READ_AT_ONCE) {
    const some = days.slice(at, at + READ_AT_ONCE)
    const kept = await keptOf(core, site, some)
    const stretch = { site, fromMs: some[0]?.fromMs ?? 0, untilMs: some.at(-1)?.untilMs ?? 0 }
    if (kept.size === 0 && !(await isWorkIn(core.reports, stretch))) continue
    const fresh: KeptDay[] = []
    for (const [place, one] of some.entries()) {
      const found = kept.get(one.day)
      if (found) {
        each(at + place, JSON.parse(found) as CountedDay)
        continue
      }
      const counted =
        one.fromMs > now ? { people: {}, labels: {} } : await countWork(core.reports, { site, ...one }, now)
      each(at + place, counted)
      if (one.untilMs + OVER_AFTER_MS > now) continue
      const { day, fromMs, untilMs } = one
      fresh.push({ day, fromAt: isoAt(fromMs), untilAt: isoAt(untilMs), counted: JSON.stringify(counted) })
      if (fresh.length >= COUNTED_AT_ONCE) await core.move('keepWorkDays', { site, days: fresh.splice(0) })
    }
    if (fresh.length > 0) await core.move('keepWorkDays', { site, days: fresh })
    // A year of a large shop is some megabytes: others have their turn in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** By day; of a day that has other bounds now, since the shop moved to another time zone, nothing is kept. */
async function keptOf(
  core: Pick<Core, 'reports'>,
  site: string,
  days: readonly CalendarDay[],
): Promise<Map<string, string>> {
  const rows = await core.reports.all<KeptDay>(
    'select * from "workDays" where "site" = ? and "day" >= ? and "day" <= ?',
    site,
    days[0]?.day ?? '',
    days.at(-1)?.day ?? '',
  )
  const bounds = new Map(days.map(({ day, fromMs, untilMs }) => [day, isoAt(fromMs) + isoAt(untilMs)]))
  return new Map(
    rows.flatMap((row) => (bounds.get(row.day) === row.fromAt + row.untilAt ? [[row.day, row.counted] as const] : [])),
  )
}
