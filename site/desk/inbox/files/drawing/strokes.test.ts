import { describe, expect, it } from 'vitest'
import { headOf, isMark, lineWidth, linesOf } from './strokes.ts'

const from = { x: 0, y: 0 }
const to = { x: 100, y: 0 }

describe('marks on a picture', () => {
  it('have a line of the picture’s own size', () => {
    expect(lineWidth({ width: 1600, height: 900 })).toBe(10)
    expect(lineWidth({ width: 90, height: 60 })).toBe(3)
  })
  it('that are arrows point to where the hand stopped', () => {
    const [left, right] = headOf(from, to, 20)
    expect(left.x).toBeCloseTo(right.x)
    expect(left.y).toBeCloseTo(-right.y)
    expect(left.x).toBeLessThan(to.x)
    expect(linesOf({ tool: 'arrow', points: [from, { x: 40, y: 9 }, to] }, 4)[0]).toEqual([from, to])
  })
  it('that are frames have four corners and are closed, whichever way they were drawn', () => {
    const [frame = []] = linesOf(
      {
        tool: 'box',
        points: [
          { x: 9, y: 8 },
          { x: 1, y: 2 },
        ],
      },
      4,
    )
    expect(frame).toEqual([
      { x: 9, y: 8 },
      { x: 1, y: 8 },
      { x: 1, y: 2 },
      { x: 9, y: 2 },
      { x: 9, y: 8 },
    ])
  })
  it('by hand are what the hand did', () => {
    const points = [from, { x: 3, y: 4 }, to]
    expect(linesOf({ tool: 'free', points }, 4)).toEqual([points])
  })
  it('are none where the hand only slipped', () => {
    expect(isMark({ tool: 'arrow', points: [from, { x: 3, y: 3 }] }, 4)).toBe(false)
    expect(isMark({ tool: 'free', points: [from, to, from] }, 4)).toBe(true)
    expect(isMark({ tool: 'box', points: [] }, 4)).toBe(false)
  })
})
