import { describe, expect, it } from 'vitest'
import { hoursInOneLine, hoursLines, spanInWords } from './hours-words.ts'

const week = {
  mon: ['09:00-21:00'],
  tue: ['09:00-21:00'],
  wed: ['09:00-21:00'],
  thu: ['09:00-21:00'],
  fri: ['09:00-13:00', '14:00-18:00'],
  sat: [],
  sun: [],
}
const words = (text: string) => text.replaceAll('\u00a0', ' ')

describe('opening hours', () => {
  it('join equal neighbours and keep breaks and closed days', () => {
    expect(hoursLines(week, 'ru')).toEqual([
      { days: 'пн–чт', spans: ['9:00–21:00'] },
      { days: 'пт', spans: ['9:00–13:00', '14:00–18:00'] },
      { days: 'сб–вс', spans: [] },
    ])
  })
  it('are written on the clock of the language', () => {
    expect(words(spanInWords('09:00-21:30', 'en'))).toBe('9:00 AM – 9:30 PM')
    expect(spanInWords('09:00-21:30', 'de')).toBe('9:00–21:30')
    expect(words(spanInWords('00:00-24:00', 'en'))).toBe('12:00 AM – 12:00 AM')
    expect(spanInWords('00:00-24:00', 'ru')).toBe('0:00–24:00')
  })
  it('fit one line without the closed days', () => {
    expect(hoursInOneLine(week, 'ru')).toBe('пн–чт 9:00–21:00, пт 9:00–13:00, 14:00–18:00')
  })
})
