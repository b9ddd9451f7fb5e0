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
    expect(spanInWords('18:00-24:00', 'ru')).toBe('18:00–24:00')
    expect(words(spanInWords('00:00-12:00', 'en'))).toBe('12:00 AM – 12:00 PM')
  })
  it('fit one line without the closed days', () => {
    expect(hoursInOneLine(week, 'ru')).toBe('пн–чт 9:00–21:00, пт 9:00–13:00, 14:00–18:00')
  })
  it.each([
    ['ru', 'круглосуточно', 'ежедневно', 'ежедневно, круглосуточно'],
    ['en', '24 hours', 'every day', '24 hours a day, 7 days a week'],
    ['de', 'rund um die Uhr', 'täglich', 'täglich rund um die Uhr'],
  ])('name a whole day and a whole week in %s', (locale, wholeDay, everyDay, always) => {
    const [open, late] = [['00:00-24:00'], ['10:00-18:00']]
    const all = (spans: string[]) => ({
      mon: spans,
      tue: spans,
      wed: spans,
      thu: spans,
      fri: spans,
      sat: spans,
      sun: spans,
    })
    expect(spanInWords('00:00-24:00', locale)).toBe(wholeDay)
    expect(hoursLines(all(open), locale)).toEqual([{ days: everyDay, spans: [wholeDay] }])
    expect(hoursInOneLine(all(open), locale)).toBe(always)
    expect(hoursLines({ ...all(open), sun: late }, locale)[0]?.spans).toEqual([wholeDay])
    expect(hoursInOneLine(all(late), locale)).toBe(`${everyDay} ${spanInWords('10:00-18:00', locale)}`)
    expect(hoursLines(all([]), locale)).toEqual([{ days: everyDay, spans: [] }])
  })
})
