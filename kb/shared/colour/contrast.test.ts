import { describe, expect, it } from 'vitest'
import { contrast, type LinearRgb, linearOf } from './contrast.ts'

const grey = (byte: number): LinearRgb => [linearOf(byte / 255), linearOf(byte / 255), linearOf(byte / 255)]

describe('contrast', () => {
  it('of black and white is 21, whichever comes first', () => {
    expect(contrast(grey(0), grey(255))).toBeCloseTo(21, 5)
    expect(contrast(grey(255), grey(0))).toBeCloseTo(21, 5)
  })
  it('of a colour with itself is 1', () => {
    expect(contrast(grey(77), grey(77))).toBe(1)
  })
  it('of #767676 on white is the known 4.54', () => {
    expect(contrast(grey(118), grey(255))).toBeCloseTo(4.54, 2)
  })
})
