import { describe, expect, it } from 'vitest'
import type { Availability } from '#protocol'
import { texts as en } from '../locales/en.ts'
import { texts as ru } from '../locales/ru.ts'
import { hoursSentence, waitSentences } from './hours-words.ts'
import { createSpeech } from './speech.ts'
import { calendarDays, distanceAhead, lengthOfTime } from './time-words.ts'

const own = Intl.DateTimeFormat().resolvedOptions().timeZone
const anAvailability = (changes: Partial<Availability>): Availability => ({
  online: false,
  open: false,
  opensAt: null,
  closesAt: null,
  timeZone: own,
  waiting: 0,
  expectedWaitMs: null,
  ...changes,
})
const russian = createSpeech('ru', ru)
const english = createSpeech('en', en)
/** A moment on the reader's own calendar: Wednesday 18 November 2026. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute)
const words = (text: string) => text.replaceAll('\u00a0', ' ')

describe('hoursSentence', () => {
  it('says from when today, and how far that is', () => {
    const opensAt = at(18, 9).toISOString()
    expect(words(hoursSentence(anAvailability({ opensAt }), russian, at(18, 6)))).toBe('Ответим с 9:00, через 3 часа')
    expect(words(hoursSentence(anAvailability({ opensAt }), english, at(18, 8, 20)))).toBe(
      'We answer from 9:00, in 40 minutes',
    )
  })
  it('names tomorrow, and later days by their name', () => {
    const opensAt = at(19, 9).toISOString()
    expect(words(hoursSentence(anAvailability({ opensAt }), russian, at(18, 19)))).toBe(
      'Ответим завтра с 9:00, через 14 часов',
    )
    expect(words(hoursSentence(anAvailability({ opensAt: at(23, 10).toISOString() }), russian, at(20, 22)))).toBe(
      'Ответим в понедельник с 10:00, через 3 дня',
    )
    expect(words(hoursSentence(anAvailability({ opensAt: at(22, 10).toISOString() }), english, at(20, 22)))).toBe(
      'We answer from 10:00 on Sunday, in 2 days',
    )
  })
  it('says inside hours whether everyone is busy or nobody is there, and promises nothing it does not know', () => {
    expect(hoursSentence(anAvailability({ open: true, staffed: true }), english, at(18, 12))).toBe(
      'Everyone is busy just now',
    )
    expect(hoursSentence(anAvailability({ open: true }), english, at(18, 12))).toBe('Nobody is here just now')
    expect(hoursSentence(anAvailability({}), english, at(18, 12))).toBe('Nobody is here just now')
    expect(hoursSentence(anAvailability({ opensAt: at(18, 9).toISOString() }), english, at(18, 12))).toBe(
      'Nobody is here just now',
    )
  })
  it('says until when somebody answers, if that is today', () => {
    expect(
      hoursSentence(
        anAvailability({ online: true, open: true, closesAt: at(18, 21).toISOString() }),
        russian,
        at(18, 12),
      ),
    ).toBe('Отвечаем прямо сейчас, до 21:00')
    expect(
      hoursSentence(
        anAvailability({ online: true, open: true, closesAt: at(19, 21).toISOString() }),
        russian,
        at(18, 12),
      ),
    ).toBe('Отвечаем прямо сейчас')
  })
  it("says whose clock it is where the reader's differs from the shop's", () => {
    const elsewhere = own === 'Asia/Vladivostok' ? 'Europe/Moscow' : 'Asia/Vladivostok'
    expect(
      hoursSentence(anAvailability({ opensAt: at(18, 9).toISOString(), timeZone: elsewhere }), russian, at(18, 6)),
    ).toContain('9:00 по вашему времени')
    expect(
      hoursSentence(anAvailability({ opensAt: at(18, 9).toISOString(), timeZone: 'No/Such' }), russian, at(18, 6)),
    ).toContain('9:00,')
  })
})

describe('waitSentences', () => {
  it('says the place and the time', () => {
    expect(words(waitSentences(2, 180_000, russian))).toBe('Перед вами ждут 2 человека. Ожидание — примерно 3 минуты.')
    expect(words(waitSentences(1, 30_000, english))).toBe(
      '1 person is waiting before you. The wait is less than a minute.',
    )
  })
  it('says honestly that it does not know', () => {
    expect(waitSentences(5, null, english)).toBe(
      '5 people are waiting before you. We do not know yet how long it will take.',
    )
    expect(waitSentences(0, null, english)).toBe('Nobody is before you.')
  })
})

describe('time in words', () => {
  it('never says less than a minute ahead, and uses the unit one would say', () => {
    expect(
      [10_000, 61_000, 3_600_000, 26 * 3_600_000, 4 * 86_400_000].map((ms) => words(distanceAhead(ms, 'en'))),
    ).toEqual(['in 1 minute', 'in 2 minutes', 'in 1 hour', 'in 26 hours', 'in 4 days'])
  })
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
})
