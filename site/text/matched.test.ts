import { describe, expect, it } from 'vitest'
import { bySubject } from './by-subject.ts'
import { type Matched, matchedPieces } from './matched-pieces.ts'

describe('what was matched', () => {
  const marked = (matched: Matched) =>
    Object.entries(matchedPieces(matched)).map(([place, pieces]) => [
      place,
      pieces.filter((piece) => piece.marked).map(({ text }) => text),
    ])
  const cost = { question: 'Сколько стоит доставка?', excerpt: 'Курьером по Москве 390 ₽.' }

  it('is marked in the question and in the sentence of the answer', () => {
    expect(marked({ ...cost, words: ['доставку', 'курьер'] })).toEqual([
      ['question', ['доставка']],
      ['excerpt', ['Курьером']],
      ['asked', []],
    ])
  })
  it('is shown as the phrasing where only that holds the word', () => {
    const asked = 'почём привезти на дом'
    expect(marked({ ...cost, asked, words: ['почём', 'доставка'] }).at(-1)).toEqual(['asked', ['почём']])
    expect(matchedPieces({ ...cost, asked, words: ['доставка'] }).asked).toEqual([])
    expect(matchedPieces({ ...cost, asked }).asked).toEqual([])
  })
})

describe('results by subject', () => {
  it('begin with the subject of the best, and keep the order in each', () => {
    const hits = [
      { id: 1, category: 'returns' },
      { id: 2, category: 'delivery' },
      { id: 3, category: 'returns' },
      { id: 4, category: 'gone' },
    ]
    expect(
      bySubject(hits, [
        { slug: 'delivery', title: 'Delivery' },
        { slug: 'returns', title: 'Returns' },
      ]),
    ).toEqual([
      { slug: 'returns', title: 'Returns', found: [hits[0], hits[2]] },
      { slug: 'delivery', title: 'Delivery', found: [hits[1]] },
      { slug: 'gone', title: 'gone', found: [hits[3]] },
    ])
  })
})
