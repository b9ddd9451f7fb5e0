import { describe, expect, it } from 'vitest'
import { afterOpenMs, type Hours, hoursAt, openMsBetween } from './hours.ts'

const day = ['09:00-13:00', '14:00-18:00']
const hours = (over: Partial<Hours> = {}): Hours => ({
  timeZone: 'Europe/Moscow',
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: ['10:00-14:00'], sun: [] },
  holidays: [
    { date: '2026-11-04', hours: [] },
    { date: '2026-11-08', hours: ['12:00-15:00'] },
  ],
  ...over,
})
const at = (iso: string) => Date.parse(iso)
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

describe('opening hours', () => {
  it('look at no day of the calendar twice, though conversations of more than a year are waiting', () => {
    let looks = 0
    const counted = Object.defineProperty(hours(), 'holidays', { get: () => (looks++, []) })
    const years = Array.from({ length: 500 }, (_, i) => at('2026-11-02T09:30:00+03:00') - i * 86_400_000)
    const first = years.map((from) => afterOpenMs(counted, from, 3_600_000))
    expect(looks).toBeLessThan(600)
    const before = looks
    expect(years.map((from) => afterOpenMs(counted, from, 3_600_000))).toEqual(first)
    expect(looks).toBe(before)
  })
})

describe('hoursAt', () => {
  it('is open inside a span and knows when it closes', () => {
    const now = hoursAt(hours(), at('2026-11-02T09:30:00+03:00'))
    expect([now.open, iso(now.closesAt), now.opensAt]).toEqual([true, '2026-11-02T10:00:00.000Z', null])
  })
  it('opens after the break, the next day, after a holiday', () => {
    expect(iso(hoursAt(hours(), at('2026-11-02T13:30:00+03:00')).opensAt)).toBe('2026-11-02T11:00:00.000Z')
    expect(iso(hoursAt(hours(), at('2026-11-03T20:00:00+03:00')).opensAt)).toBe('2026-11-05T06:00:00.000Z')
  })
  it('takes a holiday’s own hours instead of the weekday’s', () => {
    expect(hoursAt(hours(), at('2026-11-08T12:30:00+03:00')).open).toBe(true)
    expect(hoursAt(hours(), at('2026-11-15T12:30:00+03:00')).open).toBe(false)
  })
  it('takes the end as closed and the beginning as open', () => {
    expect(hoursAt(hours(), at('2026-11-02T09:00:00+03:00')).open).toBe(true)
    expect(hoursAt(hours(), at('2026-11-02T18:00:00+03:00')).open).toBe(false)
  })
  it('follows spans past midnight, on either side of it', () => {
    const night = hours({ hours: { ...hours().hours, fri: ['22:00-02:00'], sat: [] } })
    for (const time of ['2026-11-06T23:00:00+03:00', '2026-11-07T01:59:00+03:00'])
      expect(iso(hoursAt(night, at(time)).closesAt), time).toBe('2026-11-06T23:00:00.000Z')
  })
  it('moves with the clocks of its zone', () => {
    // Berlin leaves summer time on 25 October 2026.
    const berlin = hours({ timeZone: 'Europe/Berlin' })
    expect(iso(hoursAt(berlin, at('2026-10-23T20:00:00Z')).opensAt)).toBe('2026-10-24T08:00:00.000Z')
    expect(iso(hoursAt(berlin, at('2026-10-25T20:00:00Z')).opensAt)).toBe('2026-10-26T08:00:00.000Z')
  })
  it('knows no opening of a shop that is always closed, and no closing of one that never is', () => {
    const every = (spans: string[]) => ({
      mon: spans,
      tue: spans,
      wed: spans,
      thu: spans,
      fri: spans,
      sat: spans,
      sun: spans,
    })
    expect(hoursAt(hours({ hours: every([]), holidays: [] }), 0)).toEqual({
      open: false,
      opensAt: null,
      closesAt: null,
    })
    expect(hoursAt(hours({ hours: every(['00:00-24:00']), holidays: [] }), 0)).toEqual({
      open: true,
      opensAt: null,
      closesAt: null,
    })
  })
})

describe('time inside opening hours', () => {
  it('leaves out breaks and nights', () => {
    expect(openMsBetween(hours(), at('2026-11-02T12:00:00+03:00'), at('2026-11-02T15:00:00+03:00'))).toBe(2 * 3_600_000)
    expect(openMsBetween(hours(), at('2026-11-02T17:00:00+03:00'), at('2026-11-03T10:00:00+03:00'))).toBe(2 * 3_600_000)
  })
  it('counts on to the moment a target is due', () => {
    expect(iso(afterOpenMs(hours(), at('2026-11-02T12:50:00+03:00'), 20 * 60_000))).toBe('2026-11-02T11:10:00.000Z')
    expect(iso(afterOpenMs(hours(), at('2026-11-03T19:00:00+03:00'), 5 * 60_000))).toBe('2026-11-05T06:05:00.000Z')
  })
})
