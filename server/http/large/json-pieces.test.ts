import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonPieces } from './json-pieces.ts'

describe('JSON in pieces', () => {
  it('is together what JSON.stringify writes, whatever is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 40 }), (value, letters) => {
        expect([...jsonPieces(value, letters)].join('')).toBe(JSON.stringify(value))
      }),
    )
  })
  it('leaves out what is undefined, as JSON does', () => {
    expect([...jsonPieces({ a: undefined, b: [undefined, 1], c: { d: undefined } })].join('')).toBe(
      '{"b":[null,1],"c":{}}',
    )
  })
  it('is no longer at once than a piece and one thing of a list', () => {
    const messages = Array.from({ length: 50 }, (_, n) => ({ text: 'x'.repeat(1_000), files: [], n }))
    const pieces = [...jsonPieces({ conversations: [{ messages }] }, 4_000)]
    expect(pieces.length).toBeGreaterThan(10)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(4_000 + 1_100)
  })
})
