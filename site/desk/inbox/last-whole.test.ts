import { describe, expect, it } from 'vitest'
import { lastWhole } from './last-whole.ts'

describe('lastWhole', () => {
  it('I4: stops before the first hole', () => {
    expect(lastWhole([1, 2, 3, 5, 6])).toBe(3)
  })

  it('is the last one when nothing is missing, and nothing when the beginning is', () => {
    expect(lastWhole([1, 2, 3])).toBe(3)
    expect(lastWhole([4, 5])).toBe(0)
    expect(lastWhole([])).toBe(0)
  })
})
