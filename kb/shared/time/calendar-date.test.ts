import { expect, it } from 'vitest'
import { calendarDate } from './calendar-date.ts'

const at = (day: number, hour: number) => new Date(2026, 10, day, hour)

it('names the year only where it is another', () => {
  expect(calendarDate(at(22, 9), at(18, 9), 'en')).toBe('November 22')
  expect(calendarDate(at(22, 9), at(18, 9), 'ru')).toBe('22 ноября')
  expect(calendarDate(new Date(2027, 0, 2), at(18, 9), 'en')).toBe('January 2, 2027')
})
