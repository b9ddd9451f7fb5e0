import { describe, expect, it } from 'vitest'
import { middleOf, movedPoint, placeOf } from './point-moves.ts'

const size = { width: 800, height: 600 }

describe('the point that keys move over a picture', () => {
  it('begins in the middle and goes in steps of the picture’s own size', () => {
    const from = middleOf(size)
    expect(from).toEqual({ x: 400, y: 300 })
    expect(movedPoint(from, { key: 'ArrowRight', isFine: false }, size)).toEqual({ x: 420, y: 300 })
    expect(movedPoint(from, { key: 'ArrowUp', isFine: true }, size)).toEqual({ x: 400, y: 298 })
  })
  it('never leaves the picture', () => {
    expect(movedPoint({ x: 795, y: 5 }, { key: 'ArrowRight', isFine: false }, size)).toEqual({ x: 800, y: 5 })
    expect(movedPoint({ x: 795, y: 5 }, { key: 'ArrowUp', isFine: false }, size)).toEqual({ x: 795, y: 0 })
  })
  it('is moved by arrows alone', () => {
    expect(movedPoint(middleOf(size), { key: 'a', isFine: false }, size)).toBeNull()
  })
  it('is told by how far it is from the left and the top', () => {
    expect(placeOf({ x: 200, y: 150 }, size)).toEqual({ left: 25, top: 25 })
  })
})
