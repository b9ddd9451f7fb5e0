import { describe, expect, it } from 'vitest'
import { contrast, hex } from './contrast.ts'

describe('contrast', () => {
  it('is 21 between black and white, whichever comes first', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5)
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 5)
  })

  it('is 1 between a colour and itself', () => {
    expect(contrast([23, 105, 77], [23, 105, 77])).toBe(1)
  })

  it('agrees with the published 4.54 of #767676 on white', () => {
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2)
  })
})

describe('hex', () => {
  it('pads each channel', () => {
    expect(hex([0, 10, 255])).toBe('#000aff')
  })
})
