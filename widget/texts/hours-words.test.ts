import { describe, expect, it } from 'vitest'
import type { Availability } from '#protocol'
import { texts as en } from '../locales/en/panel.ts'
import { texts as ru } from '../locales/ru/panel.ts'
import { hoursSentence, waitSentences } from './hours-words.ts'
import { createSpeech } from './speech.ts'

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
    expect(words(hoursSentence(anAvailability({ opensAt }), russian, at(18, 6)))).toBe(
      'Ответим после 9:00, через 3 часа',
    )
    expect(words(hoursSentence(anAvailability({ opensAt }), english, at(18, 8, 20)))).toBe(
      'We’ll be back at 9:00 AM, in 40 minutes',
    )
  })
  it('names tomorrow, and later days by their name', () => {
    const opensAt = at(19, 9).toISOString()
    expect(words(hoursSentence(anAvailability({ opensAt }), russian, at(18, 19)))).toBe(
      'Ответим завтра после 9:00, через 14 часов',
    )
    expect(words(hoursSentence(anAvailability({ opensAt: at(23, 10).toISOString() }), russian, at(20, 22)))).toBe(
      'Ответим в понедельник после 10:00, через 3 дня',
    )
    expect(words(hoursSentence(anAvailability({ opensAt: at(22, 10).toISOString() }), english, at(20, 22)))).toBe(
      'We’ll be back on Sunday at 10:00 AM, in 2 days',
    )
  })
  it('says inside hours whether everyone is busy or nobody is there, and promises nothing it does not know', () => {
    expect(hoursSentence(anAvailability({ open: true, staffed: true }), english, at(18, 12))).toBe(
      'Everyone is busy right now',
    )
    expect(hoursSentence(anAvailability({ open: true }), english, at(18, 12))).toBe('We’re offline right now')
    expect(hoursSentence(anAvailability({}), english, at(18, 12))).toBe('We’re offline right now')
    expect(hoursSentence(anAvailability({ opensAt: at(18, 9).toISOString() }), english, at(18, 12))).toBe(
      'We’re offline right now',
    )
  })
  it('says until when somebody answers, if that is today', () => {
    expect(
      hoursSentence(
        anAvailability({ online: true, open: true, closesAt: at(18, 21).toISOString() }),
        russian,
        at(18, 12),
      ),
    ).toBe('Мы на связи до 21:00')
    expect(
      hoursSentence(
        anAvailability({ online: true, open: true, closesAt: at(19, 21).toISOString() }),
        russian,
        at(18, 12),
      ),
    ).toBe('Мы на связи')
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
    expect(words(waitSentences(1, 30_000, english))).toBe('1 person is ahead of you. The wait is under a minute.')
  })
  it('says honestly that it does not know', () => {
    expect(waitSentences(5, null, english)).toBe('5 people are ahead of you. We can’t estimate the wait yet.')
    expect(waitSentences(0, null, english)).toBe('You’re next.')
  })
})
