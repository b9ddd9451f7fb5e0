import { expect, it } from 'vitest'
import { timeZoneName } from './time-zone-name.ts'

it('names the clock that hours follow', () => {
  expect(timeZoneName('Europe/Moscow', 'en', Date.UTC(2026, 10, 22))).toBe('Moscow Standard Time (UTC+3)')
  expect(timeZoneName('Europe/Moscow', 'ru', Date.UTC(2026, 10, 22))).toBe('Москва (UTC+3)')
  expect(timeZoneName('No/Such', 'en')).toBe('No/Such')
})
