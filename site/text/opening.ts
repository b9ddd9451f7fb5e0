import type { Availability } from '#protocol'
import { clockTime, DAY_MS, dateIn, distanceAhead, distanceHoldsMs, WEEKDAYS, type Weekday } from '#shared'
import type { Texts } from '../locales/pages/texts.ts'

export type OpeningDay = 'today' | 'tomorrow' | Weekday

/** When the shop opens next, as a reader would say it, on the shop's clock: `tomorrow`, `9:00`. */
export function openingDay(
  opensAt: string,
  now: number,
  timeZone: string,
  locale: string,
): { day: OpeningDay; time: string } {
  const opens = Date.parse(opensAt)
  const date = dateIn(timeZone, opens)
  const time = clockTime(opens, locale, timeZone)
  if (date === dateIn(timeZone, now)) return { day: 'today', time }
  if (date === dateIn(timeZone, now + DAY_MS)) return { day: 'tomorrow', time }
  return { day: WEEKDAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon', time }
}

/** Whether the shop is open by its hours, in one sentence, and for how long that sentence is true. Says nothing of who is there: that changes by the second. */
export function openingSentence(
  { open, opensAt, closesAt, timeZone }: Availability,
  now: number,
  locale: string,
  t: Texts,
): { text: string; holdsMs: number } {
  if (open) {
    if (!closesAt) return { text: t('hours.always'), holdsMs: DAY_MS }
    const { day, time } = openingDay(closesAt, now, timeZone, locale)
    return {
      text: day === 'today' ? t('hours.until', { time }) : t('hours.open'),
      holdsMs: Date.parse(closesAt) - now,
    }
  }
  if (!opensAt) return { text: t('hours.closed'), holdsMs: DAY_MS }
  const { day, time } = openingDay(opensAt, now, timeZone, locale)
  const ms = Date.parse(opensAt) - now
  const text = t('hours.from', { opens: t(`opens.${day}`, { time }), distance: distanceAhead(ms, locale) })
  return { text, holdsMs: distanceHoldsMs(ms) }
}
