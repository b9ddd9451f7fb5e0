import { expect, it } from 'vitest'
import { WEEKDAYS, weekdayName } from './week.ts'

it('names the days from Monday in every language', () => {
  expect(WEEKDAYS.map((_, day) => weekdayName(day, 'en', 'short')).join()).toBe('Mon,Tue,Wed,Thu,Fri,Sat,Sun')
  expect([weekdayName(0, 'ru', 'long'), weekdayName(6, 'ru', 'short')]).toEqual(['понедельник', 'вс'])
})
