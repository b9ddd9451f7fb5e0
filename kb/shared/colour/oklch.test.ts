import { describe, expect, it } from 'vitest'
import { fromHex, hexOf, readColour } from './oklch.ts'

describe('a colour for what reads no OKLCH', () => {
  it.each(['#135e3f', '#ffffff', '#000000', '#d94f2b'])('comes back as %s', (hex) => {
    expect(hexOf(fromHex(hex))).toBe(hex)
  })
  it('is the grey whose light is the cube of its lightness', () => {
    const colour = readColour('oklch(0.5 0 0)')
    expect(colour && hexOf(colour)).toBe('#636363')
  })
})
