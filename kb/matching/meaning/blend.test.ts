import { describe, expect, it } from 'vitest'
import { blend, fitWith } from './blend.ts'

const near = (id: string, likeness: number) => ({ id, likeness, nearest: `text of ${id}` })
const found = ({ id }: { id: string }) => ({ id, score: 0 })
const ids = (hits: readonly { id: string }[]) => hits.map(({ id }) => id).join(' ')

describe('words and meaning together', () => {
  it('leave the order of words where meaning says nothing', () => {
    const byWords = [
      { id: 'a', score: 0.6 },
      { id: 'b', score: 0.4 },
    ]
    expect(ids(blend(byWords, [near('c', 0.1), near('a', 0.05), near('b', 0.05)], found))).toBe('a b c')
    expect(ids(blend(byWords, [], found))).toBe('a b')
  })
  it('put first what both find', () => {
    const byWords = [
      { id: 'a', score: 0.5 },
      { id: 'b', score: 0.45 },
    ]
    expect(ids(blend(byWords, [near('b', 0.8), near('a', 0.2)], found))).toBe('b a')
  })
  it('add what only meaning finds', () => {
    expect(ids(blend([{ id: 'a', score: 0.2 }], [near('b', 0.9), near('a', 0.3)], found))).toBe('b a')
    expect(ids(blend([], [near('b', 0.9)], found))).toBe('b')
  })
  it('take what is not among the nearest for no nearer than the last of them', () => {
    const byWords = [
      { id: 'far', score: 0.5 },
      { id: 'a', score: 0.45 },
    ]
    expect(ids(blend(byWords, [near('a', 0.5), near('b', 0.4)], found))).toBe('a far b')
  })
})

describe('whether the library has an answer', () => {
  it('grows with the nearest meaning and with what words say', () => {
    const at = (fit: number, likeness: number) => fitWith(fit, [near('a', likeness)])
    expect(at(0.5, 0.8)).toBeGreaterThan(at(0.5, 0.4))
    expect(at(0.6, 0.5)).toBeGreaterThan(at(0.4, 0.5))
    expect(at(0.5, 0.48)).toBeCloseTo(0.5)
  })
  it('is never said for certain', () => {
    expect(fitWith(1, [near('a', 1)])).toBeLessThan(1)
    expect(fitWith(0, [])).toBeGreaterThan(0)
  })
})
