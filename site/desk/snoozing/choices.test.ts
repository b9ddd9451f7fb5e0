import { describe, expect, it } from 'vitest'
import { choices, localMoment } from './choices.ts'

const offered = (from: Date) => choices(from.getTime()).map(({ choice, until }) => [choice, until && new Date(until)])

describe('until when it can be put off', () => {
  it('is an hour, three, tomorrow and Monday at nine, and the visitor’s next words', () => {
    // A Thursday, by the clock of whoever sits here.
    expect(offered(new Date(2026, 10, 26, 15, 20))).toEqual([
      ['hour', new Date(2026, 10, 26, 16, 20)],
      ['later', new Date(2026, 10, 26, 18, 20)],
      ['tomorrow', new Date(2026, 10, 27, 9)],
      ['monday', new Date(2026, 10, 30, 9)],
      ['answer', null],
    ])
  })
  it('says Monday once on a Sunday, and the next one on a Monday', () => {
    expect(offered(new Date(2026, 10, 29, 8)).map(([choice]) => choice)).not.toContain('monday')
    expect(offered(new Date(2026, 10, 30, 8))).toContainEqual(['monday', new Date(2026, 11, 7, 9)])
  })
  it('is written as a field of the browser takes it', () =>
    expect(localMoment(new Date(2026, 0, 5, 7, 3))).toBe('2026-01-05T07:03'))
})
