import { DAY_MS } from '#shared'
import { FOLLOWING_MS, type Step, type VisitEndings, visitEndings } from './visit-endings.ts'

/** What was counted of a stretch of time. */
export interface VisitCounts {
  searches: number
  answered: number
  escalated: number
  helped: number
  notHelped: number
  endings: VisitEndings
}

/** Port: counts of whole days of UTC, kept once nothing can change them any more. They name nobody. */
export interface VisitDays {
  counts(site: string, from: string, until: string): Promise<Omit<VisitCounts, 'endings'>>
  /** Oldest first. */
  steps(site: string, from: string, until: string): Promise<Step[]>
  /** Days that are kept, `2026-11-27` each. */
  days(site: string, first: string, last: string): Promise<Map<string, VisitCounts>>
  keep(site: string, day: string, counts: VisitCounts): Promise<void>
}

const NOTHING: VisitCounts = {
  searches: 0,
  answered: 0,
  escalated: 0,
  helped: 0,
  notHelped: 0,
  endings: { visits: 0, helped: 0, silent: 0, nothing: 0, person: 0, recent: 0 },
}

/**
 * Counts a time as the sum of its days: those long past were counted once, the first and the last two are counted now.
 * Whoever asks a person within a day of a visit was not served by it, so a day is over only a day after its end.
 */
export async function countVisits(
  store: VisitDays,
  asked: { site: string; fromMs: number; now: number },
): Promise<VisitCounts> {
  const { site, fromMs, now } = asked
  const firstWhole = Math.ceil(fromMs / DAY_MS)
  const firstOpen = Math.max(firstWhole, Math.floor((now - FOLLOWING_MS) / DAY_MS))
  const count = (from: number, until: number) => countNow(store, site, { from, until, now })
  if (firstOpen === firstWhole) return count(fromMs, Number.POSITIVE_INFINITY)
  const kept = await store.days(site, dayOf(firstWhole), dayOf(firstOpen - 1))
  let sum = await count(fromMs, firstWhole * DAY_MS)
  for (let day = firstWhole; day < firstOpen; day++) {
    const known = kept.get(dayOf(day))
    const counts = known ?? (await count(day * DAY_MS, (day + 1) * DAY_MS))
    if (!known) await store.keep(site, dayOf(day), counts)
    sum = added(sum, counts)
  }
  return added(sum, await count(firstOpen * DAY_MS, Number.POSITIVE_INFINITY))
}

const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
/** Later than every time of ISO 8601 that is written. */
const FOR_EVER = '9999'
const iso = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : FOR_EVER)

async function countNow(
  store: VisitDays,
  site: string,
  { from, until, now }: { from: number; until: number; now: number },
): Promise<VisitCounts> {
  if (from >= until) return NOTHING
  const [counts, steps] = await Promise.all([
    store.counts(site, iso(from), iso(until)),
    // What began the day before may end in it; whether a person was asked shows a day later.
    store.steps(site, iso(from - DAY_MS), iso(until + FOLLOWING_MS)),
  ])
  return { ...counts, endings: visitEndings(steps, now, { from, until }) }
}

const added = (one: VisitCounts, other: VisitCounts): VisitCounts => ({
  searches: one.searches + other.searches,
  answered: one.answered + other.answered,
  escalated: one.escalated + other.escalated,
  helped: one.helped + other.helped,
  notHelped: one.notHelped + other.notHelped,
  endings: {
    visits: one.endings.visits + other.endings.visits,
    helped: one.endings.helped + other.endings.helped,
    silent: one.endings.silent + other.endings.silent,
    nothing: one.endings.nothing + other.endings.nothing,
    person: one.endings.person + other.endings.person,
    recent: one.endings.recent + other.endings.recent,
  },
})
