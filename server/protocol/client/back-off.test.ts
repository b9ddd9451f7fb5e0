import { describe, expect, it } from 'vitest'
import { backOffMs, CAP_SEEN_MS, crowdCapMs } from './back-off.ts'

describe('backOffMs', () => {
  it('doubles its bound up to the cap', () => {
    expect([0, 1, 2, 3, 10].map((attempt) => backOffMs(attempt, 5_000, () => 1))).toEqual([
      400, 800, 1_600, 3_200, 5_000,
    ])
  })
  it('spreads over the whole bound: full jitter', () => {
    expect([0, 0.25, 1].map((chance) => backOffMs(5, 8_000, () => chance))).toEqual([0, 2_000, 8_000])
  })
  it('lets whoever looks on come back within two seconds of a usable network (I4)', () => {
    expect(backOffMs(1_000, CAP_SEEN_MS, () => 1)).toBeLessThan(2_000)
    expect(crowdCapMs(10, false)).toBe(CAP_SEEN_MS)
  })
  it('lets a hidden tab and one that has waited long ask less often', () => {
    expect([crowdCapMs(0, true), crowdCapMs(61, false)].every((cap) => cap > CAP_SEEN_MS)).toBe(true)
  })
})
