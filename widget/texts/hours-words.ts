import { calendarDays, clockTime, distanceAhead, lengthOfTime } from '#shared'
import type { Availability } from '#protocol'
import type { TextKey } from '../locales/keys.ts'
import type { Speech } from './speech.ts'

/** One sentence: can somebody answer, and if not, from when. Times are the reader's own. */
export function hoursSentence(availability: Availability, speech: Speech, now: Date): string {
  const { locale, say } = speech
  if (availability.online) {
    if (!availability.closesAt) return say('hours.now')
    const closes = new Date(availability.closesAt)
    return calendarDays(now, closes) === 0
      ? say('hours.until', { time: ownTime(closes, availability, speech) })
      : say('hours.now')
  }
  if (availability.staffed) return say('hours.busy')
  const opens = availability.opensAt ? new Date(availability.opensAt) : null
  if (!opens || opens <= now) return say('hours.closed')
  const days = calendarDays(now, opens)
  const time = ownTime(opens, availability, speech)
  const distance = distanceAhead(opens.getTime() - now.getTime(), locale)
  if (days === 0) return say('hours.from', { time, distance })
  const day = days === 1 ? say('hours.tomorrow') : say(`hours.day${opens.getDay() || 7}` as TextKey)
  return say('hours.fromDay', { time, day, distance })
}

/** The wait in plain words; `ahead` people stand before the reader. */
export function waitSentences(ahead: number, expectedWaitMs: number | null, speech: Speech): string {
  const { say, locale } = speech
  const place = ahead === 0 ? say('person.first') : say('person.ahead', { n: ahead })
  return `${place} ${waitSentence(expectedWaitMs, ahead, { say, locale })}`.trim()
}

export function waitSentence(
  expectedWaitMs: number | null,
  ahead: number,
  { say, locale }: Pick<Speech, 'say' | 'locale'>,
): string {
  if (expectedWaitMs === null) return ahead === 0 ? '' : say('person.waitUnknown')
  return expectedWaitMs < 60_000
    ? say('person.waitShort')
    : say('person.wait', { time: lengthOfTime(expectedWaitMs, locale) })
}

/** Says whose time it is only where the reader's clock differs from the shop's. */
function ownTime(at: Date, { timeZone }: Availability, { locale, say }: Speech): string {
  const own = clockTime(at, locale)
  return zoneTime(at, timeZone) === clockTime(at, 'en') ? own : `${own} ${say('hours.yourTime')}`
}

function zoneTime(at: Date, timeZone: string): string {
  try {
    return clockTime(at, 'en', timeZone)
  } catch {
    return clockTime(at, 'en')
  }
}
