import { DateTime } from 'luxon'

import { WEEKDAYS, type Weekday, DAY_MS } from '#shared'

/** Opening hours as the owner wrote them: `09:00-21:00`, several a day, past midnight when the end is not after the start. */
export interface Hours {
  timeZone: string
  hours: Record<Weekday, readonly string[]>
  /** A date's hours replace the weekday's; none: closed that day. */
  holidays: readonly { date: string; hours: readonly string[] }[]
}

/** Milliseconds since 1970, end excluded. */
export interface Span {
  start: number
  end: number
}

/** Longer than any holiday season; a shop closed for longer has no known opening. */
const LOOK_AHEAD_DAYS = 62
const WRITTEN_SPAN = /^(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})$/

/** Spans that begin on the calendar day `day`, at noon of which it is asked; clock changes move them as they move the shop's clocks. */
function spansOf(site: Hours, day: DateTime): Span[] {
  const holiday = site.holidays.find((one) => one.date === day.toISODate())
  const weekday = WEEKDAYS[day.weekday - 1]
  const written = holiday ? holiday.hours : weekday ? site.hours[weekday] : []
  return written.flatMap((text) => {
    const found = WRITTEN_SPAN.exec(text)
    if (!found) return []
    const [startHour = 0, startMinute = 0, endHour = 0, endMinute = 0] = found.slice(1).map(Number)
    const overnight = endHour * 60 + endMinute <= startHour * 60 + startMinute
    const at = (date: DateTime, hour: number, minute: number) =>
      (hour === 24 ? date.plus({ days: 1 }).startOf('day') : date.startOf('day').set({ hour, minute })).toMillis()
    return [
      { start: at(day, startHour, startMinute), end: at(overnight ? day.plus({ days: 1 }) : day, endHour, endMinute) },
    ]
  })
}

const NOON_MS = DAY_MS / 2
/** Conversations nobody answered begin on as many days as they are old: more than a year of them is looked at every few seconds. */
const MOST_DAYS_KEPT = 800

interface Kept {
  /** What begins on a calendar day, by its number since 1970. */
  days: Map<number, Span[]>
  /** What is open from a day on. */
  from: Map<number, Span[]>
}
const kept = new WeakMap<Hours, Kept>()

/**
 * Open spans that end after `from`, in order, neighbours joined, as far as we look ahead. Calendars are slow and asked
 * about with every message, so what was found is kept for as long as the hours' object lives.
 */
function spansFrom(site: Hours, from: number): Span[] {
  const day = Math.floor(from / DAY_MS)
  let known = kept.get(site)
  if (!known) kept.set(site, (known = { days: new Map(), from: new Map() }))
  const { days } = known
  const spans = remembered(known.from, day, () => joinedSpans(site, day, days))
  return spans.filter((span) => span.end > from)
}

/** The oldest goes when one too many is kept: clearing them all would make every one of them be found again. */
function remembered(days: Map<number, Span[]>, day: number, find: () => Span[]): Span[] {
  const known = days.get(day)
  if (known) return known
  const [oldest] = days.keys()
  if (days.size >= MOST_DAYS_KEPT && oldest !== undefined) days.delete(oldest)
  const found = find()
  days.set(day, found)
  return found
}

/** From days before, so that neither a zone nor a span past midnight is missed. */
function joinedSpans(site: Hours, from: number, days: Map<number, Span[]>): Span[] {
  const all = Array.from({ length: LOOK_AHEAD_DAYS + 4 }, (_, i) => from - 3 + i)
    .flatMap((day) =>
      remembered(days, day, () =>
        spansOf(
          site,
          DateTime.fromMillis(day * DAY_MS + NOON_MS, { zone: 'utc' }).setZone(site.timeZone, { keepLocalTime: true }),
        ),
      ),
    )
    .sort((a, b) => a.start - b.start)
  const joined: Span[] = []
  for (const span of all) {
    const last = joined.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else joined.push({ ...span })
  }
  return joined
}

/** Open now or not, when we open next and when we close; null where it is not known. */
export function hoursAt(site: Hours, now: number): { open: boolean; opensAt: number | null; closesAt: number | null } {
  const [next] = spansFrom(site, now)
  if (!next) return { open: false, opensAt: null, closesAt: null }
  const open = next.start <= now
  // Open round the clock has no closing time within the days looked at.
  const endless = next.end - now > 7 * DAY_MS
  return { open, opensAt: open ? null : next.start, closesAt: open && !endless ? next.end : null }
}

/** Milliseconds of `from`–`to` inside opening hours; time beyond two months is not looked at. */
export function openMsBetween(site: Hours, from: number, to: number): number {
  let sum = 0
  for (const span of spansFrom(site, from)) {
    if (span.start >= to) break
    sum += Math.min(span.end, to) - Math.max(span.start, from)
  }
  return sum
}

/** The moment at which `openMs` of opening hours have passed since `from`; null if that lies beyond what is known. */
export function afterOpenMs(site: Hours, from: number, openMs: number): number | null {
  let rest = openMs
  for (const span of spansFrom(site, from)) {
    const start = Math.max(span.start, from)
    if (span.end - start >= rest) return start + rest
    rest -= span.end - start
  }
  return null
}
