import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../../kb/testing/random.ts'
import { type Candidate, draw } from './draw.ts'

const chance = (seed: number) => {
  const { below } = randomFrom(seed)
  return () => below(1_000_000) / 1_000_000
}
const of = (operatorId: string, stars: readonly (number | null)[]): Candidate[] =>
  stars.map((one, at) => ({ operatorId, conversationId: `${operatorId}${at}`, stars: one }))

describe('the sample of a week', () => {
  const candidates = [...of('a', [5, 1, null, 2, 4, 1, null, 5]), ...of('b', [null]), ...of('c', [5, 5])]
  const drawn = draw(candidates, (id) => (id === 'c' ? 0 : 4), chance(7))

  it('takes as many of each operator as they lack, and no conversation twice', () => {
    expect(drawn.filter(({ operatorId }) => operatorId === 'a')).toHaveLength(4)
    expect(drawn.filter(({ operatorId }) => operatorId === 'b')).toHaveLength(1)
    expect(drawn.filter(({ operatorId }) => operatorId === 'c')).toEqual([])
    expect(new Set(drawn.map(({ conversationId }) => conversationId)).size).toBe(drawn.length)
  })
  it('takes badly rated ones for half of it, the rest by chance', () => {
    const low = drawn.filter(({ drawnBy }) => drawnBy === 'low_rating').map(({ conversationId }) => conversationId)
    expect(low).toHaveLength(2)
    expect(['a1', 'a3', 'a5']).toEqual(expect.arrayContaining(low))
    const draws = Array.from({ length: 40 }, (_, seed) =>
      draw(candidates, () => 4, chance(seed)).map(({ conversationId }) => conversationId),
    )
    // Nobody is left out for good.
    expect(new Set(draws.flat()).size).toBe(candidates.length)
  })
})
