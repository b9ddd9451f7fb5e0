import { describe, expect, it } from 'vitest'
import { knownWords } from '../known-words.ts'
import { scriptOf } from '../speller.ts'
import { nearOwn } from './near-own.ts'
import { allSlips } from './slips.ts'

/** The words, and how often one was looked at in all its forms. */
function counted(words: readonly string[]) {
  const known = knownWords(words)
  const looks: string[] = []
  return {
    looks,
    mine: {
      mayHave: known.mayHave,
      alikeUpTo: known.alikeUpTo,
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
  it('are the same whether or not words that begin like none are passed over', async () => {
    const words = ['палатка', 'ёлочный', 'Overland', "o'neill", 'термобельё', 'ибп', 'gps']
    const { mine } = counted(words)
    const slipped = [...words, 'палатками', "overland's", 'overlands', 'gpss', 'дом'].flatMap((word) => [
      ...allSlips(word.toLowerCase(), scriptOf(word) === 'ru' ? 'ru' : 'en'),
    ])
    const written = slipped.map(([word]) => word).filter((_, at) => at % 61 === 0)
    expect(written.length).toBeGreaterThan(80)
    for (const word of written)
      expect(await nearOwn([word], mine), word).toEqual(
        await nearOwn([word], { ...mine, alikeUpTo: () => Number.POSITIVE_INFINITY }),
      )
  })
  it('are looked for beside so many words of one text', async () => {
    const { mine } = counted(['палатка'])
    const before = unheardOf(20)
    const found = (written: string[]) => nearOwn(written, mine, 4_000, 20)
    expect((await found([...before.slice(1), 'палатуа'])).has('палатуа')).toBe(true)
    expect((await found([...before, 'палатуа'])).has('палатуа')).toBe(false)
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
