import { describe, expect, it } from 'vitest'
import { backOffMs, CAP_SEEN_MS } from './back-off.ts'

describe('backOffMs', () => {
  it('doubles its bound up to the cap', () => {
    expect([0, 1, 2, 3, 10].map((attempt) => backOffMs(attempt, 5_000, () => 1))).toEqual([
      400, 800, 1_600, 3_200, 5_000,
    ])
  })
  it('spreads over the whole bound: full jitter', () => {
    expect([0, 0.25, 1].map((chance) => backOffMs(5, 8_000, () => chance))).toEqual([0, 2_000, 8_000])
  })
  it('lets a visible tab come back within two seconds of a usable network (I4)', () => {
    expect(backOffMs(1_000, CAP_SEEN_MS, () => 1)).toBeLessThan(2_000)
  })
})
