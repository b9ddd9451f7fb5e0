import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from './durations.ts'
import {
  calendarDays,
  clockTime,
  dateIn,
  daysAfter,
  distanceAhead,
  distanceHoldsMs,
  lengthOfTime,
} from './time-words.ts'

const words = (text: string) => text.replaceAll('\u00a0', ' ')
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute)

describe('time in words', () => {
  it('never says less than a minute ahead, and uses the unit one would say', () => {
    expect([10_000, 61_000, HOUR_MS, 26 * HOUR_MS, 4 * DAY_MS].map((ms) => words(distanceAhead(ms, 'en')))).toEqual([
      'in 1 minute',
      'in 2 minutes',
      'in 1 hour',
      'in 26 hours',
      'in 4 days',
    ])
  })
  it.each([1, 30, 54, 56, 89, 91, 1_439, 2_159, 2_161, 5_000])(
    'is true for as long as it claims: %i minutes ahead',
    (minutes) => {
      const ms = minutes * 60_000
      const holdsMs = distanceHoldsMs(ms)
      expect(holdsMs).toBeGreaterThan(0)
      const later = ms - holdsMs + 1_000
      if (later < ms) expect(distanceAhead(later, 'en')).toBe(distanceAhead(ms, 'en'))
    },
  )
  it('rounds a wait up', () => {
    expect([1_500, 61_000, 5_400_000].map((ms) => words(lengthOfTime(ms, 'ru')))).toEqual([
      '2 секунды',
      '2 минуты',
      '2 часа',
    ])
  })
  it('counts days on the calendar, not in hours', () => {
    expect(calendarDays(at(18, 23, 59), at(19, 0, 1))).toBe(1)
    expect(calendarDays(at(18, 0, 1), at(18, 23, 59))).toBe(0)
    expect(calendarDays(at(18, 12), at(17, 23))).toBe(-1)
  })
  it('writes a time as each language does', () => {
    const nine = Date.UTC(2026, 10, 18, 9)
    const midnight = Date.UTC(2026, 10, 18)
    expect(['ru', 'en', 'de'].map((locale) => words(clockTime(nine, locale, 'UTC')))).toEqual([
      '9:00',
      '9:00 AM',
      '9:00',
    ])
    expect(['ru', 'en', 'de'].map((locale) => words(clockTime(midnight, locale, 'UTC')))).toEqual([
      '0:00',
      '12:00 AM',
      '0:00',
    ])
  })
  it('knows the date on another clock', () => {
    expect(dateIn('Europe/Moscow', Date.UTC(2026, 10, 22, 21, 30))).toBe('2026-11-23')
  })
  it('counts days on from a day, over months and years', () => {
    expect([daysAfter('2026-11-28', 7), daysAfter('2026-12-31', 1), daysAfter('2028-02-28', 1)]).toEqual([
      '2026-12-05',
      '2027-01-01',
      '2028-02-29',
    ])
  })
})
