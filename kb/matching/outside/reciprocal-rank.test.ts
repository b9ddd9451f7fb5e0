import { describe, expect, it } from 'vitest'
import { byReciprocalRank } from './reciprocal-rank.ts'

describe('lists united by reciprocal rank', () => {
  it('put first what stands high in many, and then what stands high in one', () => {
    expect(byReciprocalRank([['a', 'b'], ['b', 'c'], ['b']], 3)).toEqual(['b', 'a', 'c'])
  })

  it('name each once, and no more than are asked for', () => {
    expect(
      byReciprocalRank(
        [
          ['a', 'b', 'c'],
          ['a', 'b', 'c'],
        ],
        2,
      ),
    ).toEqual(['a', 'b'])
    expect(byReciprocalRank([], 2)).toEqual([])
  })
})
