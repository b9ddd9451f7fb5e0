import type { Hours } from './hours.ts'

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** A Monday, to name weekdays from. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 24 * 60 * 60 * 1000

/** The week's opening hours in one line, neighbours with equal hours together: `Mon–Fri 9:00–21:00, Sat–Sun 10:00–18:00`. Closed days are left out. */
export function hoursText({ hours }: Pick<Hours, 'hours'>, locale: 'ru' | 'en'): string {
  const name = (day: number) =>
    new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(
      MONDAY + day * DAY_MS,
    )
  const spoken = WEEK.map((day) =>
    hours[day].map((span) => span.replaceAll(/(^|-)0(?=\d)/g, '$1').replace('-', '–')).join(', '),
  )
  const groups: { from: number; to: number; text: string }[] = []
  for (const [day, text] of spoken.entries()) {
    const last = groups.at(-1)
    if (last && last.text === text) last.to = day
    else groups.push({ from: day, to: day, text })
  }
  return groups
    .filter(({ text }) => text !== '')
    .map(({ from, to, text }) => `${from === to ? name(from) : `${name(from)}–${name(to)}`} ${text}`)
    .join(', ')
}
