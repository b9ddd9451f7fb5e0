import { describe, expect, it } from 'vitest'
import { withoutFlags } from './pattern.ts'

describe('withoutFlags', () => {
  it.each([
    ['^[a-z]+$', '^[a-z]+$'],
    [String.raw`^[\p{L}-]+$/u`, String.raw`^[\p{L}-]+$`],
    [String.raw`^a\/b$`, String.raw`^a\/b$`],
  ])('reads %s as %s', (pattern, plain) => {
    expect(withoutFlags(pattern)).toBe(plain)
  })
  it('refuses what a pattern cannot say', () => {
    expect(() => withoutFlags('^[a-f]$/i')).toThrow('needs the flag i')
  })
})
