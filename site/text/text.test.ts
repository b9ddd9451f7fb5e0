import type { Locale } from '#shared'
import { describe, expect, it } from 'vitest'
import { beginning, openingParagraph } from './beginning.ts'
import { exceptionLines } from './hours.ts'
import { markWords } from './mark-words.ts'
import { texts } from '../locales/pages/texts.ts'
import { openingDay, openingSentence } from './opening.ts'

describe('opening hours', () => {
  it('say when we open next on the clock of the shop, not of the server', () => {
    const justMonday = Date.parse('2026-11-22T21:30:00Z')
    expect(openingDay('2026-11-23T06:00:00Z', justMonday, 'Europe/Moscow', 'ru')).toEqual({
      day: 'today',
      time: '9:00',
    })
    expect(openingDay('2026-11-24T06:00:00Z', justMonday, 'Europe/Moscow', 'ru')).toEqual({
      day: 'tomorrow',
      time: '9:00',
    })
    expect(openingDay('2026-11-26T06:00:00Z', justMonday, 'Europe/Moscow', 'ru')).toEqual({ day: 'thu', time: '9:00' })
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
  const said = (changes: object, locale: Locale) => {
    const { text, holdsMs } = openingSentence({ ...shop, ...changes }, now, locale, texts(locale))
    return [text.replaceAll('\u00a0', ' '), holdsMs / 60_000]
  }
  it('says until when, and holds until then', () => {
    expect(said({ open: true, closesAt: '2026-11-25T18:00:00Z' }, 'ru')).toEqual(['Работаем сегодня до 21:00', 100])
    expect(said({ open: true, closesAt: '2026-11-26T18:00:00Z' }, 'en')[0]).toBe('We’re open now')
  })
  it('says of a shop that never closes just that', () => {
    expect(said({ open: true }, 'ru')[0]).toBe('Работаем круглосуточно')
    expect(said({ open: true }, 'en')[0]).toBe('Open around the clock')
  })
  it('says from when and how far that is, and holds until the distance is another', () => {
    expect(said({ opensAt: '2026-11-26T06:00:00Z' }, 'en')).toEqual([
      'We’ll be back tomorrow at 9:00 AM, in 14 hours',
      10,
    ])
    expect(said({ opensAt: '2026-11-26T06:00:00Z' }, 'ru')[0]).toBe('Ответим завтра после 9:00, через 14 часов')
    expect(said({ opensAt: '2026-11-25T17:00:00Z' }, 'en')).toEqual([
      'We’ll be back today at 8:00 PM, in 40 minutes',
      1,
    ])
    expect(said({}, 'en')[0]).toBe('We’re closed right now')
  })
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

describe('short texts', () => {
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
    expect(openingParagraph('First line of it.\nlist')).toBe('First line of it.')
  })
})
