import { DateTime } from 'luxon'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof WEEKDAYS)[number]

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

/** Spans that begin on the day of `day`; clock changes move them as they move the shop's clocks. */
function spansOf(site: Hours, day: DateTime): Span[] {
  const holiday = site.holidays.find((one) => one.date === day.toISODate())
  const written = holiday ? holiday.hours : (site.hours[WEEKDAYS[day.weekday - 1] as Weekday] ?? [])
  return written.flatMap((text) => {
    const found = WRITTEN_SPAN.exec(text)
    if (!found) return []
    const [startHour, startMinute, endHour, endMinute] = found.slice(1).map(Number) as [number, number, number, number]
    const overnight = endHour * 60 + endMinute <= startHour * 60 + startMinute
    const at = (date: DateTime, hour: number, minute: number) =>
      (hour === 24 ? date.plus({ days: 1 }).startOf('day') : date.set({ hour, minute })).toMillis()
    return [
      { start: at(day, startHour, startMinute), end: at(overnight ? day.plus({ days: 1 }) : day, endHour, endMinute) },
    ]
  })
}

const DAY_MS = 86_400_000
const MOST_DAYS_KEPT = 100
const kept = new WeakMap<Hours, Map<number, Span[]>>()

/**
 * Open spans that end after `from`, in order, neighbours joined, as far as we look ahead. Calendars are slow and asked
 * about with every message, so a day's answer is kept for as long as the hours' object lives.
 */
function spansFrom(site: Hours, from: number): Span[] {
  const day = Math.floor(from / DAY_MS)
  let days = kept.get(site)
  if (!days) kept.set(site, (days = new Map()))
  let spans = days.get(day)
  if (!spans) {
    if (days.size >= MOST_DAYS_KEPT) days.clear()
    days.set(day, (spans = joinedSpans(site, day * DAY_MS)))
  }
  return spans.filter((span) => span.end > from)
}

/** From two days before, so that neither a zone nor a span past midnight is missed. */
function joinedSpans(site: Hours, from: number): Span[] {
  const first = DateTime.fromMillis(from, { zone: site.timeZone }).startOf('day').minus({ days: 2 })
  const all = Array.from({ length: LOOK_AHEAD_DAYS + 3 }, (_, i) => spansOf(site, first.plus({ days: i })))
    .flat()
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
