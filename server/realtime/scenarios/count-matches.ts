import { type Condition, DAY_MS, everMeets, meetsAll, type PageSpan } from '#shared'
import type { Site } from '#kb'
import { hoursAt } from '../../chat/hours.ts'
import type { ToldAttribute } from '../../visitors/attributes/attributes.ts'
import type { Monitor, Visit } from '../../visitors/monitor/monitor.ts'
import type { VisitRow } from '../../visitors/monitor/watched-visits.ts'
import type { WouldMatch } from './contract.ts'
import { factsOfVisit, type Momentary, NOT_KEPT } from './facts-of-visit.ts'

const DAYS = 7
/** The newest of a week; the answer says how many were looked at. */
const MOST_PAST = 3_000
/** Rows between two turns of the main loop. */
const AT_ONCE = 250

/** How many of those who are there, and of the last week's visits, fit these conditions. */
export async function countMatches(
  site: Site,
  conditions: readonly Condition[],
  {
    watched,
    attributesOf,
    momentary,
    turn,
    now,
  }: {
    watched: Pick<Monitor, 'here' | 'past'>
    attributesOf(visits: readonly VisitRow[]): Promise<(visit: VisitRow) => readonly ToldAttribute[]>
    momentary(visit: string): Momentary
    turn(): Promise<void>
    now: number
  },
): Promise<WouldMatch> {
  const days = Math.min(DAYS, site.watch.keepDays)
  const [here, past] = await Promise.all([
    watched.here(site.id, null, now),
    watched.past(site.id, now - days * DAY_MS, MOST_PAST),
  ])
  const [hereTold, pastTold] = [await attributesOf(here.items), await attributesOf(past.map(({ visit }) => visit))]
  const fitNow = await counted(here.items, turn, (row) =>
    meetsAll(conditions, factsOfVisit(row, hereTold(row), momentary(row.id), now)),
  )
  const open = (at: number) => (hoursAt(site, at).open ? 'open' : 'closed')
  const fitPast = await counted(past, turn, (one) =>
    everMeets(conditions, Date.parse(one.visit.startedAt), spansOf(one, pastTold(one.visit)), open),
  )
  return {
    now: { fit: fitNow, of: here.items.length },
    week: { fit: fitPast, of: past.length, days },
    notKept: [...new Set(conditions.map(({ of }) => of).filter((of) => NOT_KEPT.includes(of)))],
  }
}

async function counted<T>(all: readonly T[], turn: () => Promise<void>, fits: (one: T) => boolean): Promise<number> {
  let count = 0
  for (const [at, one] of all.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await turn()
    if (fits(one)) count++
  }
  return count
}

/** Each page until the next, the last until they were seen last. */
function spansOf({ visit, pages }: Visit, told: readonly ToldAttribute[]): PageSpan[] {
  const seenAt = Date.parse(visit.seenAt)
  return pages.map(({ number, url, at }, index) => {
    const from = Date.parse(at)
    const next = pages[index + 1]
    return {
      from,
      until: Math.max(from, next ? Date.parse(next.at) : seenAt),
      facts: factsOfVisit({ ...visit, url, pages: number, pageSince: at }, told, {}, from),
    }
  })
}
