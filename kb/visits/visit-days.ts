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

type Counts = Omit<VisitCounts, 'endings'>

/** Port: counts of whole days of UTC, kept once nothing can change them any more. They name nobody. */
export interface VisitDays {
  counts(site: string, from: string, until: string): Promise<Counts>
  /** The same for each day in which anything happened. */
  countsByDay(site: string, from: string, until: string): Promise<Map<string, Counts>>
  /** Oldest first. */
  steps(site: string, from: string, until: string): Promise<Step[]>
  /** Days that are kept, `2026-11-27` each. */
  days(site: string, first: string, last: string): Promise<Map<string, VisitCounts>>
  keep(site: string, days: ReadonlyMap<string, VisitCounts>): Promise<void>
}

const DAYS_AT_ONCE = 30

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
  const missing = Array.from({ length: firstOpen - firstWhole }, (_, at) => firstWhole + at).filter(
    (day) => !kept.has(dayOf(day)),
  )
  for (let at = 0; at < missing.length; at += DAYS_AT_ONCE) {
    const some = missing.slice(at, at + DAYS_AT_ONCE)
    for (const [day, counts] of await countDays(store, site, some, now)) kept.set(day, counts)
  }
  let sum = await count(fromMs, firstWhole * DAY_MS)
  for (const counts of kept.values()) sum = added(sum, counts)
  return added(sum, await count(firstOpen * DAY_MS, Number.POSITIVE_INFINITY))
}

/** Counts these days, in order and mostly without gaps, and keeps them: what they need is read once for all of them. */
async function countDays(
  store: VisitDays,
  site: string,
  days: readonly number[],
  now: number,
): Promise<Map<string, VisitCounts>> {
  const [first = 0, last = 0] = [days[0], days.at(-1)]
  const [counts, steps] = await Promise.all([
    store.countsByDay(site, iso(first * DAY_MS), iso((last + 1) * DAY_MS)),
    store.steps(site, iso((first - 1) * DAY_MS), iso((last + 1) * DAY_MS + FOLLOWING_MS)),
  ])
  const counted = new Map<string, VisitCounts>()
  for (const day of days) {
    const [from, until] = [day * DAY_MS, (day + 1) * DAY_MS]
    const [begin, end] = [iso(from - DAY_MS), iso(until + FOLLOWING_MS)]
    const around = steps.filter(({ at }) => at >= begin && at < end)
    counted.set(dayOf(day), {
      ...(counts.get(dayOf(day)) ?? NOTHING),
      endings: visitEndings(around, now, { from, until }),
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
  await store.keep(site, counted)
  return counted
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
