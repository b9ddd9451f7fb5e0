import { describe, expect, it } from 'vitest'
import { findMention, namesFor } from './mentioning.ts'

const asked = (text: string) => findMention(text, text.length, text.length)

describe('a mention', () => {
  it('begins with an @ at the beginning of a word and goes on for two words', () => {
    expect(asked('@')).toEqual({ start: 0, end: 1, typed: '' })
    expect(asked('Спроси @Анна Ре')).toEqual({ start: 7, end: 15, typed: 'Анна Ре' })
    expect(asked('(@ан')).toMatchObject({ typed: 'ан' })
  })
  it('is none within an address, in a selection, or once more is written', () => {
    expect(asked('mail@kim')).toBeNull()
    expect(findMention('@kim', 0, 4)).toBeNull()
    expect(asked('@Анна Речная посмотри')).toBeNull()
    expect(asked('@Анна ')).toBeNull()
  })
})

describe('the names for it', () => {
  const names = ['Анна Речная', 'Анна', 'Ким Речная', 'returns']
  it('begin so in one of their words, whatever the case', () => {
    expect(namesFor('', names)).toEqual(names)
    expect(namesFor('реч', names)).toEqual(['Анна Речная', 'Ким Речная'])
    expect(namesFor('RET', names)).toEqual(['returns'])
    expect(namesFor('x', names)).toEqual([])
  })
  it('are none once one is written out, unless a longer one begins so', () => {
    expect(namesFor('returns', names)).toEqual([])
    expect(namesFor('анна', names)).toEqual(['Анна Речная'])
  })
})
