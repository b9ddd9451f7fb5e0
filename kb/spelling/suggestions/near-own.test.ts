import { describe, expect, it } from 'vitest'
import { knownWords } from '../known-words.ts'
import { nearOwn } from './near-own.ts'

/** The words, and how often one was looked at in all its forms. */
function counted(words: readonly string[]) {
  const known = knownWords(words)
  const looks: string[] = []
  return {
    looks,
    mine: {
      mayHave: known.mayHave,
      has: (word: string) => {
        looks.push(word)
        return known.has(word)
      },
    },
  }
}
const LETTERS = 'абвгдежзиклмнопрстуфхцчшщыэюя'
/** Always the same: thousands of words no dictionary has. */
const unheardOf = (count: number, beginning = '') =>
  Array.from({ length: count }, (_, n) =>
    [...`${n * 7_919 + 104_729}`].reduce((word, digit, at) => word + LETTERS[(Number(digit) * 3 + at) % 29], beginning),
  )

describe('words of the site one slip away', () => {
  it('are found in all their forms', async () => {
    const { mine } = counted(['палатка', 'каремат', 'Overland'])
    const found = await nearOwn(['палатуой', 'кареммат', 'overlnad', 'дом'], mine)
    expect(found.get('палатуой')).toContain('палаткой')
    expect(found.get('кареммат')).toContain('каремат')
    expect(found.get('overlnad')).toContain('overland')
    expect(found.has('дом')).toBe(false)
  })
  it('are looked for in words nobody has by their beginnings alone', async () => {
    const { mine, looks } = counted(['палатка', 'каремат'])
    await nearOwn(unheardOf(50), mine)
    expect(looks.length).toBeLessThan(10)
  })
  it('are looked at so often in one text, however it was made', async () => {
    const { mine, looks } = counted(['палатка'])
    await nearOwn(unheardOf(2_000, 'палатк'), mine)
    expect(looks).toHaveLength(4_000)
  })
})

describe('what may be a known word', () => {
  it('is everything that is one', () => {
    const words = ['палатка', 'рюкзаками', 'ёлочный', 'Overland', "o'neill", 'термобельё']
    const known = knownWords(words)
    const asked = [
      ...words,
      'палатки',
      'палаткой',
      'рюкзака',
      'елочная',
      'overlands',
      "overland's",
      'термобелья',
      'дом',
    ]
    expect(asked.filter((word) => known.has(word) && !known.mayHave(word))).toEqual([])
    expect(asked.filter((word) => !known.has(word))).toEqual(['дом'])
  })
})
