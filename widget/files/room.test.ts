import { describe, expect, it } from 'vitest'
import { roomOf } from './room.ts'

describe('roomOf', () => {
  it.each([
    [{ width: 480, height: 360 }, '240px', '240/180'],
    [{ width: 360, height: 480 }, '180px', '180/240'],
    [{ width: 100, height: 90 }, '100px', '100/90'],
    [{ width: 480, height: 12 }, '240px', '240/64'],
    [{ width: 3, height: 3 }, '64px', '64/64'],
  ])('gives %j its own shape within bounds', (thumb, width, aspectRatio) => {
    expect(roomOf({ thumb })).toBe(`width:${width};aspect-ratio:${aspectRatio}`)
  })
  it('keeps none for what is no picture', () => {
    expect(roomOf({})).toBeUndefined()
  })
})
