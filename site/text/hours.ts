import type { Site } from '#kb'
import { DAY_MS, dateIn, type HoursLine, spanInWords } from '#shared'

/** How far ahead a day with other hours is worth saying. */
const DAYS_AHEAD = 14

/** The next days whose hours differ from the week's: `31 December 9:00–16:00`. */
export function exceptionLines(
  { holidays, timeZone }: Pick<Site, 'holidays' | 'timeZone'>,
  locale: string,
  now: number,
): HoursLine[] {
  const [today, last] = [dateIn(timeZone, now), dateIn(timeZone, now + DAYS_AHEAD * DAY_MS)]
  const name = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  return holidays
    .filter(({ date }) => date >= today && date <= last)
    .toSorted((one, other) => one.date.localeCompare(other.date))
    .map(({ date, hours }) => ({
      days: name.format(Date.parse(date)),
      spans: hours.map((span) => spanInWords(span, locale)),
    }))
}
