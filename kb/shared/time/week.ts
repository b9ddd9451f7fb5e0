import { DAY_MS } from './durations.ts'

/** Days as hours are written, from Monday. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A Monday, to name the days from. */
const MONDAY_MS = Date.UTC(2024, 0, 1)

/** The name of a day, 0…6 from Monday, as the language has it: `Mon`, `понедельник`. */
export const weekdayName = (day: number, locale: string, weekday: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(MONDAY_MS + day * DAY_MS)
