import type { Locale, Site, Weekday } from '#kb'

const WEEK: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** A Monday, so that the names of the days can be asked of Intl. */
const MONDAY_MS = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

export interface HoursLine {
  days: string
  /** Empty: closed. */
  spans: string[]
}

/** Opening hours with equal neighbouring days joined: `Mon – Fri 9:00–21:00`. */
export function hoursLines(hours: Site['hours'], locale: Locale): HoursLine[] {
  const name = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { weekday: 'short', timeZone: 'UTC' })
  const dayName = (day: number) => name.format(MONDAY_MS + day * DAY_MS)
  const lines: { from: number; to: number; spans: string[] }[] = []
  for (const [day, weekday] of WEEK.entries()) {
    const spans = (hours[weekday] ?? []).map(written)
    const last = lines.at(-1)
    if (last && last.spans.join() === spans.join()) last.to = day
    else lines.push({ from: day, to: day, spans })
  }
  return lines.map(({ from, to, spans }) => ({
    days: from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`,
    spans,
  }))
}

/** `Moscow Standard Time (UTC+3)`, `Москва (UTC+3)`: which clock the hours follow. */
export function timeZoneName(timeZone: string, locale: Locale, at: number): string {
  const part = (timeZoneName: 'longGeneric' | 'shortOffset') =>
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return `${part('longGeneric').replace(/,.*/, '')} (${part('shortOffset').replace('GMT', 'UTC')})`
}

/** How far ahead a day with other hours is worth saying. */
const DAYS_AHEAD = 14

/** The next days whose hours differ from the week's: `31 December 9:00–16:00`. */
export function exceptionLines(
  { holidays, timeZone }: Pick<Site, 'holidays' | 'timeZone'>,
  locale: Locale,
  now: number,
): HoursLine[] {
  const dateOf = (at: number) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at)
  const [today, last] = [dateOf(now), dateOf(now + DAYS_AHEAD * DAY_MS)]
  const name = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return holidays
    .filter(({ date }) => date >= today && date <= last)
    .toSorted((one, other) => one.date.localeCompare(other.date))
    .map(({ date, hours }) => ({ days: name.format(Date.parse(date)), spans: hours.map(written) }))
}

/** `9:00–21:00` */
const written = (span: string) => span.replace(/[-–]/, '–').replace(/\b0(\d:)/g, '$1')
