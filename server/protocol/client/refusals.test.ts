import { describe, expect, it } from 'vitest'
import { passes, pauseMs } from './refusals.ts'

describe('refusals', () => {
  it('pass by themselves or are final (rule 2)', () => {
    expect(['unavailable', 'draining', 'too_many'].every(passes)).toBe(true)
    expect(['invalid', 'conflict', 'full', 'not_found', 'signed_out', 'something new'].some(passes)).toBe(false)
  })
  it('are waited out: never sooner than the server says, and not everybody at once', () => {
    expect([pauseMs(400, () => 0), pauseMs(400, () => 0.5), pauseMs(undefined, () => 0)]).toEqual([400, 600, 1_000])
  })
  it('never hold a message back for minutes', () => {
    expect(pauseMs(3_600_000, () => 1)).toBeLessThanOrEqual(60_000)
  })
})
