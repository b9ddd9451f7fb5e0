import { describe, expect, it } from 'vitest'
import { isNews, wholeUpTo, withMessages } from './message-log.ts'
import { aMessage } from './testing/live-server.ts'

describe('withMessages', () => {
  it('orders by seq, whatever the order of arrival and the clocks (I3)', () => {
    const late = aMessage(2, { sentAt: '2020-01-01T00:00:00.000Z' })
    expect(withMessages([aMessage(3)], [aMessage(1), late]).map((one) => one.seq)).toEqual([1, 2, 3])
  })
  it('holds a message once, in its newest form (I2)', () => {
    const shown = withMessages([aMessage(1), aMessage(2)], [aMessage(2, { text: 'edited' }), aMessage(1)])
    expect(shown.map((one) => one.text)).toEqual(['1', 'edited'])
  })
})

describe('wholeUpTo', () => {
  it('stops before the first hole (I4)', () => {
    expect(wholeUpTo([aMessage(1), aMessage(2), aMessage(4)])).toBe(2)
  })
  it('is the last one when nothing is missing, and nothing when the beginning is', () => {
    expect(wholeUpTo([aMessage(1), aMessage(2)])).toBe(2)
    expect(wholeUpTo([aMessage(4), aMessage(5)])).toBe(0)
    expect(wholeUpTo([])).toBe(0)
  })
  it('goes on from what the database was read to, where notes have taken numbers', () => {
    expect(wholeUpTo([aMessage(1), aMessage(4), aMessage(5)], 4)).toBe(5)
  })
})

describe('isNews', () => {
  it('drops what is older than what is known, and keeps what is as old', () => {
    expect([isNews({ rev: 4 }, { rev: 5 }), isNews({ rev: 5 }, { rev: 5 }), isNews({ rev: 0 }, null)]).toEqual([
      false,
      true,
      true,
    ])
  })
})
