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
    const spans = (hours[weekday] ?? []).map((span) => span.replace(/[-–]/, '–').replace(/\b0(\d:)/g, '$1'))
    const last = lines.at(-1)
    if (last && last.spans.join() === spans.join()) last.to = day
    else lines.push({ from: day, to: day, spans })
  }
  return lines.map(({ from, to, spans }) => ({ days: from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`, spans }))
}

/** `Moscow Time`, `Москва`: which clock the hours follow. */
export function timeZoneName(timeZone: string, locale: Locale, at: number): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}
