import { describe, expect, it } from 'vitest'
import { price } from './amounts.ts'
import { bestLocale } from './accept-language.ts'
import { beginning, openingParagraph } from './beginning.ts'
import { exceptionLines, hoursLines, timeZoneName } from './hours.ts'
import { markWords } from './mark-words.ts'
import { texts } from '../locales/texts.ts'
import { distanceAhead, openingDay, openingSentence } from './opening.ts'
import { bindShortWords } from './typography.ts'

const week = {
  mon: ['09:00-21:00'],
  tue: ['09:00-21:00'],
  wed: ['09:00-21:00'],
  thu: ['09:00-21:00'],
  fri: ['09:00-13:00', '14:00-18:00'],
  sat: [],
  sun: [],
}

describe('opening hours', () => {
  it('join equal neighbours and keep breaks and closed days', () => {
    expect(hoursLines(week, 'en')).toEqual([
      { days: 'Mon–Thu', spans: ['9:00–21:00'] },
      { days: 'Fri', spans: ['9:00–13:00', '14:00–18:00'] },
      { days: 'Sat–Sun', spans: [] },
    ])
    expect(hoursLines(week, 'ru')[0]?.days).toBe('пн–чт')
  })
  it('name the clock they follow', () => {
    expect(timeZoneName('Europe/Moscow', 'en', Date.UTC(2026, 10, 22))).toMatch(/Moscow/)
  })
  it('say when we open next on the clock of the shop, not of the server', () => {
    const justMonday = Date.parse('2026-11-22T21:30:00Z')
    expect(openingDay('2026-11-23T06:00:00Z', justMonday, 'Europe/Moscow')).toEqual({ day: 'today', time: '9:00' })
    expect(openingDay('2026-11-24T06:00:00Z', justMonday, 'Europe/Moscow')).toEqual({ day: 'tomorrow', time: '9:00' })
    expect(openingDay('2026-11-26T06:00:00Z', justMonday, 'Europe/Moscow')).toEqual({ day: 'thu', time: '9:00' })
  })
})

describe('the sentence about the hours', () => {
  const now = Date.parse('2026-11-25T16:20:00Z')
  const shop = {
    online: false,
    open: false,
    opensAt: null,
    closesAt: null,
    timeZone: 'Europe/Moscow',
    waiting: 0,
    expectedWaitMs: null,
  }
  const said = (changes: object, locale: 'ru' | 'en') => {
    const { text, holdsMs } = openingSentence({ ...shop, ...changes }, now, locale, texts(locale))
    return [text.replaceAll('\u00a0', ' '), holdsMs / 60_000]
  }
  it('says until when, and holds until then', () => {
    expect(said({ open: true, closesAt: '2026-11-25T18:00:00Z' }, 'ru')).toEqual(['Сегодня отвечаем до 21:00', 100])
    expect(said({ open: true, closesAt: '2026-11-26T18:00:00Z' }, 'en')[0]).toBe('We are answering now')
  })
  it('says from when and how far that is, and holds until the distance is another', () => {
    expect(said({ opensAt: '2026-11-26T06:00:00Z' }, 'en')).toEqual(['We answer tomorrow from 9:00, in 14 hours', 10])
    expect(said({ opensAt: '2026-11-26T06:00:00Z' }, 'ru')[0]).toBe('Ответим завтра с 9:00, через 14 часов')
    expect(said({ opensAt: '2026-11-25T17:00:00Z' }, 'en')).toEqual(['We answer today from 20:00, in 40 minutes', 1])
    expect(said({}, 'en')[0]).toBe('We are closed just now')
  })
  it.each([1, 30, 54, 56, 89, 91, 1_439, 2_159, 2_161, 5_000])(
    'is true for as long as it claims: %i minutes ahead',
    (minutes) => {
      const { text, holdsMs } = distanceAhead(minutes * 60_000, 'en')
      expect(holdsMs).toBeGreaterThan(0)
      const later = minutes * 60_000 - holdsMs + 1_000
      if (later < minutes * 60_000) expect(distanceAhead(later, 'en').text).toBe(text)
    },
  )
  it('names the next days with other hours, and none of those that are past or far', () => {
    const holidays = ['2026-11-24', '2026-11-30', '2027-01-01'].map((date) => ({
      date,
      hours: date.startsWith('2026-11-3') ? ['09:00-16:00'] : [],
    }))
    expect(exceptionLines({ holidays, timeZone: 'Europe/Moscow' }, 'ru', now)).toEqual([
      { days: '30 ноября', spans: ['9:00–16:00'] },
    ])
  })
})

describe('the language of a reader', () => {
  it.each([
    ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
    ['de,ru;q=0.4,en;q=0.7', 'en'],
    ['ru;q=0,en;q=0.1', 'en'],
    ['de-DE', 'ru'],
    [null, 'ru'],
    [';;q=,,=', 'ru'],
  ])('%s is %s', (header, locale) => {
    expect(bestLocale(header, ['ru', 'en'] as const, 'ru')).toBe(locale)
  })
})

describe('short texts', () => {
  it('keep short words and dashes with their neighbours', () => {
    expect(bindShortWords('Что делать, если он не в пути — и не у нас?', 'ru')).toBe(
      'Что\u00a0делать, если он не\u00a0в\u00a0пути\u00a0— и\u00a0не\u00a0у\u00a0нас?',
    )
  })
  it('mark the words that begin as asked, whatever their endings, and lose no character', () => {
    const text = 'Доставка «доставит» ещё <b>доставку</b>, а не достаток.'
    const pieces = markWords(text, ['доставка'])
    expect(pieces.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual([
      'Доставка',
      'доставит',
      'доставку',
    ])
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })
  it('are cut between words', () => {
    expect(beginning('Courier, other cities: two days', 18)).toBe('Courier, other…')
    expect(beginning('short', 18)).toBe('short')
    expect(beginning('We do not take:', 18)).toBe('We do not take…')
    expect(openingParagraph('First line\nof it.\n\n- list')).toBe('First line\nof it.')
  })
  it('write money the way each language does', () => {
    expect(price(12_990, 'en')).toBe('12,990\u00a0₽')
    expect(price(12_990, 'ru').replace(/\s/g, ' ')).toBe('12 990 ₽')
  })
})
