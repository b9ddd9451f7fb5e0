import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../testing/random.ts'
import { createMatrices } from './matrices.ts'

describe('products of matrices', async () => {
  const matrices = await createMatrices(1024 * 1024)
  const { below } = randomFrom(7)
  const numbers = (count: number) => Float32Array.from({ length: count }, () => below(2_000) / 1_000 - 1)

  it.each([
    [1, 1, 8],
    [3, 5, 8],
    [4, 16, 16],
    [7, 33, 24],
    [13, 64, 40],
  ])('of %i rows, %i deep, by %i columns are what the definition says', (count, depth, columns) => {
    // as they are held: in eight binary places
    const by = Float32Array.from({ length: depth * columns }, () => below(255) / 128 - 1)
    const laid = matrices.weights(depth, columns)
    for (const [at, number] of by.entries()) laid.set(at, number)
    const [from, out] = [matrices.rows(count, depth), matrices.rows(count, columns)]
    from.numbers.set(numbers(count * depth))
    matrices.multiply(from, count, laid.weights, out)
    for (let row = 0; row < count; row++)
      for (let column = 0; column < columns; column++) {
        let sum = 0
        for (let at = 0; at < depth; at++)
          sum += (from.numbers[row * depth + at] as number) * (by[at * columns + column] as number)
        expect(out.numbers[row * columns + column]).toBeCloseTo(sum, 3)
      }
  })
  it('may read rows that overlap, some numbers further on', () => {
    const ones = matrices.weights(4, 8)
    for (let at = 0; at < 32; at++) ones.set(at, 1)
    const [from, out] = [matrices.rows(4, 2), matrices.rows(2, 8)]
    from.numbers.set([1, 2, 3, 4, 5, 6, 7, 8])
    matrices.multiply(from, 2, ones.weights, out, 2)
    expect([out.numbers[0], out.numbers[8]]).toEqual([3 + 4 + 5 + 6, 5 + 6 + 7 + 8])
  })
  it('want columns in eights', () => {
    expect(() => matrices.weights(2, 3)).toThrow('eights')
  })
})
