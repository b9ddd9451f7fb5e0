import type { Locale } from '#protocol'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `9:00`, in the reader's time zone unless another is given. */
export const clockTime = (at: Date, locale: Locale, timeZone?: string) =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone })
    .format(at)
    .replace(/^0/, '')

/** `in 14 hours`, `через 3 минуты`: in the unit one would say, never less than a minute; kept on one line. */
export function distanceAhead(ms: number, locale: Locale): string {
  const [value, unit] =
    ms < 55 * MINUTE_MS
      ? [Math.ceil(ms / MINUTE_MS), 'minute' as const]
      : ms < 36 * HOUR_MS
        ? [Math.round(ms / HOUR_MS), 'hour' as const]
        : [Math.round(ms / DAY_MS), 'day' as const]
  return new Intl.RelativeTimeFormat(locale).format(Math.max(1, value), unit).replaceAll(' ', '\u00a0')
}

/** `3 minutes`, `3 минуты`: a length of time, rounded up to minutes or, from an hour on, to hours; seconds below a minute. */
export function lengthOfTime(ms: number, locale: Locale): string {
  const [value, unit] =
    ms < MINUTE_MS ? [ms / 1000, 'second'] : ms < HOUR_MS ? [ms / MINUTE_MS, 'minute'] : [ms / HOUR_MS, 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(
    Math.max(1, Math.ceil(value)),
  )
}

/** Days between two moments on the reader's calendar: 0 today, 1 tomorrow, −1 yesterday. */
export function calendarDays(from: Date, to: Date): number {
  const day = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  return Math.round((day(to) - day(from)) / DAY_MS)
}

/** `22 November`, with the year when it is another. */
export const calendarDate = (at: Date, now: Date, locale: Locale) =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
  }).format(at)
