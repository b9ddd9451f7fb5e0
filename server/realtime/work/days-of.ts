import { DateTime } from 'luxon'

export interface CalendarDay {
  /** `2026-11-28`. */
  day: string
  fromMs: number
  /** Excluded. */
  untilMs: number
}

/** These many days in a row by the calendar of a shop, the last of them the one named; a day may have 23 or 25 hours. */
export function daysUntil(last: string, count: number, timeZone: string): CalendarDay[] {
  const end = DateTime.fromISO(last, { zone: timeZone })
  return Array.from({ length: count }, (_, at) => {
    const day = end.minus({ days: count - 1 - at }).startOf('day')
    return {
      day: day.toISODate() ?? last,
      fromMs: day.toMillis(),
      untilMs: day.plus({ days: 1 }).startOf('day').toMillis(),
    }
  })
}
