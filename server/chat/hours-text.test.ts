import { describe, expect, it } from 'vitest'
import { hoursText } from './hours-text.ts'

const workdays = ['09:00-21:00']
const hours = {
  mon: workdays,
  tue: workdays,
  wed: workdays,
  thu: workdays,
  fri: workdays,
  sat: ['10:00-18:00'],
  sun: [],
}

describe('opening hours in one line', () => {
  it('joins neighbours with equal hours and leaves out closed days', () => {
    expect(hoursText({ hours }, 'en')).toBe('Mon–Fri 9:00–21:00, Sat 10:00–18:00')
    expect(hoursText({ hours }, 'ru')).toBe('пн–пт 9:00–21:00, сб 10:00–18:00')
  })
  it('names a pause', () => {
    expect(hoursText({ hours: { ...hours, sat: [], mon: ['09:00-13:00', '14:00-18:00'] } }, 'en')).toBe(
      'Mon 9:00–13:00, 14:00–18:00, Tue–Fri 9:00–21:00',
    )
  })
  it('is empty for a shop that never opens', () => {
    expect(hoursText({ hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } }, 'ru')).toBe('')
  })
})
