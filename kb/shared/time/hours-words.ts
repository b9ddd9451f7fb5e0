import { HOURS_TEXTS } from './hours-texts.ts'
import { interfaceLocale } from '../locales.ts'
import { clockTime } from './time-words.ts'
import { WEEKDAYS, type Weekday, weekdayName } from './week.ts'

export interface HoursLine {
  days: string
  /** Empty: closed. */
  spans: string[]
}

const WHOLE_DAY = /^0?0:00[-–]24:00$/
const textsIn = (locale: string) => HOURS_TEXTS[interfaceLocale(locale) ?? 'en']

/** `every day`, `ежедневно`: what stands for the names of all seven days. */
export const everyDay = (locale: string): string => textsIn(locale).everyDay

/** `9:00–21:00`, `9:00 AM – 9:00 PM`, `24 hours`: a span as hours are written (`09:00-21:00`) in the language's words. */
export function spanInWords(span: string, locale: string): string {
  if (WHOLE_DAY.test(span)) return textsIn(locale).wholeDay
  const [from = '', to = ''] = span.split(/[-–]/).map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    // Twelve-hour clocks have no 24:00; the others write the end of a day so.
    const spoken = clockTime(Date.UTC(2024, 0, 1, hour, minute), locale, 'UTC')
    return hour === 24 && /^0:/.test(spoken) ? '24:00' : spoken
  })
  return /\d$/.test(from) ? `${from}–${to}` : `${from}\u00a0– ${to}`
}

/** Opening hours of a week, equal neighbours together: `Mon–Fri` with its spans, `every day` where all are. */
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
  const days = (from: number, to: number) =>
    from === to ? name(from) : to - from + 1 === WEEKDAYS.length ? everyDay(locale) : `${name(from)}–${name(to)}`
  return lines.map(({ from, to, spans }) => ({ days: days(from, to), spans }))
}

/** The same in one line, closed days left out: `Mon–Fri 9:00 AM – 9:00 PM, Sat–Sun …`; one word for a shop that never closes. */
export function hoursInOneLine(hours: Readonly<Record<Weekday, readonly string[]>>, locale: string): string {
  if (WEEKDAYS.every((day) => hours[day].length === 1 && WHOLE_DAY.test(hours[day][0] ?? '')))
    return textsIn(locale).always
  return hoursLines(hours, locale)
    .filter(({ spans }) => spans.length > 0)
    .map(({ days, spans }) => `${days} ${spans.join(', ')}`)
    .join(', ')
}
