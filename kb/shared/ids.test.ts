import { describe, expect, it } from 'vitest'
import { newClientMessageId, newId, randomText } from './ids.ts'

describe('newId', () => {
  it('is a prefix, nine characters of time and twenty-two of chance', () => {
    expect(newId('ans', 1_700_000_000_000)).toMatch(/^ans_[0-9A-Za-z]{31}$/)
  })
  it('sorts by creation', () => {
    const made = [0, 1, 61, 62, 1_700_000_000_000, 1_700_000_000_001].map((now) => newId('x', now))
    expect([...made].sort()).toEqual(made)
  })
  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 5_000 }, () => newId('x', 5))).size).toBe(5_000)
  })
})

describe('randomText', () => {
  it('uses every character about equally often', () => {
    const counts = new Map<string, number>()
    for (const sign of randomText(62_000)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 1000 expected, standard deviation 31: seven of them either way.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(220)
  })
})

describe('newClientMessageId', () => {
  it('sorts by when it was made, also within a millisecond and when the clock goes back', () => {
    const made = [1_000, 1_000, 999, 2_000_000_000_000].map((now) => newClientMessageId(now))
    expect([...made].sort()).toEqual(made)
  })
  it('is what the server takes for an id, and never the same twice', () => {
    const made = Array.from({ length: 2_000 }, () => newClientMessageId(5))
    expect(new Set(made).size).toBe(made.length)
    for (const id of made) expect(id).toMatch(/^[0-9A-Za-z_-]{8,64}$/)
  })
})
