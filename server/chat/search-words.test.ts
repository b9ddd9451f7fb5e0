import { describe, expect, it } from 'vitest'
import { askedBeginnings, searchWords } from './search-words.ts'

describe('words kept for the search', () => {
  it.each([
    ['Ещё ЁЛКА, мой заказ № 45-1203!', 'еще елка мой заказ 45 1203'],
    ['мой'.normalize('NFD'), 'мой'],
    ['anna@mail.example', 'anna mail example'],
    ['Где T-104512?', 'где t 104512 t104512'],
    ['…', ''],
  ])('of %j are %j', (text, words) => expect(searchWords(text)).toBe(words))

  it('are bounded', () => {
    expect(searchWords('а'.repeat(70_000))).toHaveLength(100)
    expect(searchWords('слово '.repeat(20_000)).length).toBeLessThanOrEqual(60_000)
  })
})

describe('what is asked for', () => {
  const cut = (word: string) => word.replace(/а$/, '')
  it('are the beginnings of its words, each once', () =>
    expect(askedBeginnings('Якутска, ЯКУТСКА  45-1203', cut)).toEqual(['якутск', '45', '1203']))
  it('is the whole word where its stem is short or begins otherwise', () =>
    expect(askedBeginnings('еда happy', (word) => (word === 'happy' ? 'xappi' : 'е'))).toEqual(['еда', 'happy']))
  it('is nothing where there is no word', () => expect(askedBeginnings(' ?! ', cut)).toEqual([]))
})
