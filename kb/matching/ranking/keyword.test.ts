import { describe, expect, it } from 'vitest'
import { anEntry } from '../../testing/a-library.ts'
import { isKeywordOf } from './keyword.ts'

const RINGS = anEntry({
  id: 'rings',
  question: 'Какие кольца подходят к палкам?',
  body: 'Наконечник откручивается.',
  asked: ['зимняя лапка'],
})
const asked = (text: string) => text.split(' ').map((word) => ({ word, alternatives: [{ word, weight: 1 }] }))

describe('a keyword', () => {
  it.each(['кольцо', 'кольца', 'а где кольца', 'подскажите кольцо', 'лапки'])(
    'is the only telling word, and stands in the question or a phrasing («%s»)',
    (text) => expect(isKeywordOf(RINGS, asked(text))).toBe(true),
  )

  it('is read as it was repaired', () => {
    const repaired = [{ word: 'кальца', alternatives: [{ word: 'кольца', weight: 0.9 }] }]
    expect(isKeywordOf(RINGS, repaired)).toBe(true)
  })

  it.each([
    ['наконечник', 'stands in the body only'],
    ['кольца насоса', 'is not alone'],
    ['где и когда', 'is no grammar word'],
    ['чайник', 'is not asked about at all'],
  ])('«%s» is none: it %s', (text) => expect(isKeywordOf(RINGS, asked(text))).toBe(false))
})
