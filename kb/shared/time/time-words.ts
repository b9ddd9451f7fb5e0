import { DAY_MS, HOUR_MS, MINUTE_MS } from './durations.ts'

/** Where one begins to count in hours, and in days. */
const HOURS_FROM_MS = 55 * MINUTE_MS
const DAYS_FROM_MS = 36 * HOUR_MS

type Step = [unit: 'minute' | 'hour' | 'day', sizeMs: number, fromMs: number]
const stepAhead = (ms: number): Step =>
  ms < HOURS_FROM_MS
    ? ['minute', MINUTE_MS, 0]
    : ms < DAYS_FROM_MS
      ? ['hour', HOUR_MS, HOURS_FROM_MS]
      : ['day', DAY_MS, DAYS_FROM_MS]
/** Minutes are rounded up, so that nothing comes earlier than said; at least one. */
const countOf = (ms: number, [, sizeMs, fromMs]: Step) =>
  Math.max(1, fromMs ? Math.round(ms / sizeMs) : Math.ceil(ms / sizeMs))

/** `in 14 hours`, `через 3 минуты`: in the unit one would say, never less than a minute; kept on one line. */
export function distanceAhead(ms: number, locale: string): string {
  const step = stepAhead(ms)
  return new Intl.RelativeTimeFormat(locale).format(countOf(ms, step), step[0]).replaceAll(' ', '\u00a0')
}

/** For how many milliseconds `distanceAhead` stays true. */
export function distanceHoldsMs(ms: number): number {
  const step = stepAhead(ms)
  const [, sizeMs, fromMs] = step
  return ms - Math.max((countOf(ms, step) - (fromMs ? 0.5 : 1)) * sizeMs, fromMs)
}

/** `3 minutes`, `3 минуты`: a length of time, rounded up to minutes or, from an hour on, to hours; seconds below a minute. */
export function lengthOfTime(ms: number, locale: string): string {
  const [value, unit] =
    ms < MINUTE_MS ? [ms / 1000, 'second'] : ms < HOUR_MS ? [ms / MINUTE_MS, 'minute'] : [ms / HOUR_MS, 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(
    Math.max(1, Math.ceil(value)),
  )
}

/** `9:00`, `9:00 AM`: as the language writes it, in the reader's time zone unless another is given. */
export const clockTime = (at: number | Date, locale: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone })
    .format(at)
    .replace(/^0(?=\d:)/, '')
    .replace(/\s/g, '\u00a0')

/** Days between two moments on the reader's calendar: 0 today, 1 tomorrow, −1 yesterday. */
export function calendarDays(from: Date, to: Date): number {
  const day = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  return Math.round((day(to) - day(from)) / DAY_MS)
}

/** The date of a moment in a time zone, `2026-11-27`. */
export const dateIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at)

/** The day so many days after a day of the calendar: both as `2026-11-30`. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, date.length)
