import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Postings } from './postings.ts'

describe('postings', () => {
  it('give back what was added, however the lists grew among each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20), fc.double({ min: 0.01, max: 1, noNaN: true })), { maxLength: 400 }),
        (adds) => {
          const postings = new Postings()
          const expected = new Map<string, number>()
          adds.forEach(([list, impact], answer) => {
            postings.add(list, answer, impact)
            expected.set(`${list}:${answer}`, impact)
          })
          const found = new Map<string, number>()
          for (let list = 0; list <= 20; list++)
            postings.each(list, (answer, impact) => found.set(`${list}:${answer}`, impact))
          expect(found.size).toBe(expected.size)
          for (const [key, impact] of expected) {
            expect(Math.abs(found.get(key)! - impact)).toBeLessThanOrEqual(1 / 255)
            const [list, answer] = key.split(':').map(Number)
            expect(postings.impactOf(list!, answer!)).toBeGreaterThan(0)
            expect(postings.impactOf(list!, answer! + 1) > 0).toBe(expected.has(`${list}:${answer! + 1}`))
          }
        },
      ),
    )
  })
})
