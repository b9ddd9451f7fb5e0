import { clockTime } from './time-words.ts'
import { WEEKDAYS, type Weekday, weekdayName } from './week.ts'

export interface HoursLine {
  days: string
  /** Empty: closed. */
  spans: string[]
}

/** `9:00–21:00`, `9:00 AM – 9:00 PM`: a span as hours are written (`09:00-21:00`) in the language's words. */
export function spanInWords(span: string, locale: string): string {
  const [from = '', to = ''] = span.split(/[-–]/).map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    // Twelve-hour clocks have no 24:00; the others write the end of a day so.
    const spoken = clockTime(Date.UTC(2024, 0, 1, hour, minute), locale, 'UTC')
    return hour === 24 && /^0:/.test(spoken) ? '24:00' : spoken
  })
  return /\d$/.test(from) ? `${from}–${to}` : `${from}\u00a0– ${to}`
}

/** Opening hours of a week, equal neighbours together: `Mon–Fri` with its spans. */
export function hoursLines(hours: Readonly<Record<Weekday, readonly string[]>>, locale: string): HoursLine[] {
  const lines: { from: number; to: number; written: string; spans: string[] }[] = []
  for (const [day, weekday] of WEEKDAYS.entries()) {
    const spans = hours[weekday] ?? []
    const last = lines.at(-1)
    if (last?.written === spans.join()) last.to = day
    else
      lines.push({ from: day, to: day, written: spans.join(), spans: spans.map((span) => spanInWords(span, locale)) })
  }
  const name = (day: number) => weekdayName(day, locale, 'short')
  return lines.map(({ from, to, spans }) => ({ days: from === to ? name(from) : `${name(from)}–${name(to)}`, spans }))
}

/** The same in one line, closed days left out: `Mon–Fri 9:00 AM – 9:00 PM, Sat–Sun …`. */
export const hoursInOneLine = (hours: Readonly<Record<Weekday, readonly string[]>>, locale: string): string =>
  hoursLines(hours, locale)
    .filter(({ spans }) => spans.length > 0)
    .map(({ days, spans }) => `${days} ${spans.join(', ')}`)
    .join(', ')
