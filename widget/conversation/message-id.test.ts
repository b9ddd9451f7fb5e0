import { describe, expect, it } from 'vitest'
import { newMessageId } from './message-id.ts'

describe('newMessageId', () => {
  it('sorts by when it was made, also within a millisecond and when the clock goes back', () => {
    const made = [1_000, 1_000, 999, 2_000_000_000_000].map((now) => newMessageId(now))
    expect([...made].sort()).toEqual(made)
  })
  it('is what the server takes for an id, and never the same twice', () => {
    const made = Array.from({ length: 2_000 }, () => newMessageId(5))
    expect(new Set(made).size).toBe(made.length)
    for (const id of made) expect(id).toMatch(/^[0-9A-Za-z_-]{8,64}$/)
  })
})
