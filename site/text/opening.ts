import type { Availability } from '#protocol'
import type { Texts } from '../locales/texts.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const DAY_MS = 86_400_000

export type OpeningDay = 'today' | 'tomorrow' | (typeof DAYS)[number]

/** When the shop opens next, as a reader would say it, on the shop's clock: `tomorrow`, `9:00`. */
export function openingDay(opensAt: string, now: number, timeZone: string): { day: OpeningDay; time: string } {
  const dateOf = (at: number) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at)
  const opens = Date.parse(opensAt)
  const date = dateOf(opens)
  const time = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', timeZone })
    .format(opens)
    .replace(/^0/, '')
  if (date === dateOf(now)) return { day: 'today', time }
  if (date === dateOf(now + DAY_MS)) return { day: 'tomorrow', time }
  return { day: DAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'mon', time }
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Where one begins to count in hours, and in days. */
const HOURS_FROM_MS = 55 * MINUTE_MS
const DAYS_FROM_MS = 36 * HOUR_MS

/** `in 14 hours`, `через 3 дня`, and for how long that stays true. */
export function distanceAhead(ms: number, locale: string): { text: string; holdsMs: number } {
  const [unit, size, least] =
    ms < HOURS_FROM_MS
      ? (['minute', MINUTE_MS, 0] as const)
      : ms < DAYS_FROM_MS
        ? (['hour', HOUR_MS, HOURS_FROM_MS] as const)
        : (['day', DAY_MS, DAYS_FROM_MS] as const)
  const count = Math.max(1, unit === 'minute' ? Math.ceil(ms / size) : Math.round(ms / size))
  const text = new Intl.RelativeTimeFormat(locale).format(count, unit).replaceAll(' ', '\u00a0')
  const until = unit === 'minute' ? count - 1 : count - 0.5
  return { text, holdsMs: ms - Math.max(until * size, least) }
}

/** Whether the shop is open by its hours, in one sentence, and for how long that sentence is true. Says nothing of who is there: that changes by the second. */
export function openingSentence(
  { open, opensAt, closesAt, timeZone }: Availability,
  now: number,
  locale: string,
  t: Texts,
): { text: string; holdsMs: number } {
  if (open) {
    const closes = closesAt ? openingDay(closesAt, now, timeZone) : null
    const holdsMs = closesAt ? Date.parse(closesAt) - now : DAY_MS
    return { text: closes?.day === 'today' ? t('hours.until', { time: closes.time }) : t('hours.open'), holdsMs }
  }
  if (!opensAt) return { text: t('hours.closed'), holdsMs: DAY_MS }
  const { day, time } = openingDay(opensAt, now, timeZone)
  const { text: distance, holdsMs } = distanceAhead(Date.parse(opensAt) - now, locale)
  return { text: t('hours.from', { opens: t(`opens.${day}`, { time }), distance }), holdsMs }
}
