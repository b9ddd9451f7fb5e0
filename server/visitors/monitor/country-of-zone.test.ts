import { describe, expect, it } from 'vitest'
import { countryOfZone } from './country-of-zone.ts'

describe('the country of a time zone', () => {
  it.each([
    ['Europe/Moscow', 'RU'],
    ['Asia/Yekaterinburg', 'RU'],
    ['Europe/Berlin', 'DE'],
    ['Europe/London', 'GB'],
    ['Europe/Prague', 'CZ'],
    ['Europe/Zurich', 'CH'],
    ['Europe/Belgrade', 'RS'],
    ['Europe/Vilnius', 'LT'],
    ['Asia/Tashkent', 'UZ'],
    ['Asia/Almaty', 'KZ'],
    ['Europe/Minsk', 'BY'],
    ['America/New_York', 'US'],
    ['Asia/Calcutta', 'IN'],
    ['Asia/Kolkata', 'IN'],
    ['Europe/Kiev', 'UA'],
    ['Europe/Kyiv', 'UA'],
    ['UTC', null],
    ['Etc/GMT-3', null],
    ['Nowhere/At-All', null],
    ['', null],
  ])('%s is %s', (zone, country) => {
    expect(countryOfZone(zone)).toBe(country)
  })
  it('is known of every zone there is but those of no country', () => {
    const unknown = Intl.supportedValuesOf('timeZone').filter((zone) => countryOfZone(zone) === null)
    expect(unknown.filter((zone) => !/^(Etc|UTC|GMT)/.test(zone))).toEqual([])
  })
})
