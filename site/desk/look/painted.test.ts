import { expect, it } from 'vitest'
import { hex } from './painted.ts'

it('hex pads each channel', () => {
  expect(hex([0, 10, 255])).toBe('#000aff')
})
