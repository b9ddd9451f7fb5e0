import { describe, expect, it } from 'vitest'
import type { LearntItem } from '../matcher.ts'
import { stem } from '../text/stem.ts'
import { RememberedQuestions } from './remembered-questions.ts'

const anItem = (id: string, question: string): LearntItem => ({
  ...{ id, question, site: 'tropa', effect: 'absent', answerId: null, visitors: 1, weight: 1 },
  ...{ firstAt: '2026-06-01T10:00:00.000Z', lastAt: '2026-06-01T10:00:00.000Z', source: 'operators' },
})
const nearTo = (remembered: RememberedQuestions, ...words: string[]) =>
  [...remembered.near(words.map(stem))].map(({ item }) => item.id).sort()

describe('remembered questions', () => {
  it('are found by any stem they share, once', () => {
    const remembered = new RememberedQuestions([anItem('a', 'прокат палаток'), anItem('b', 'прокат велосипедов')])
    expect(nearTo(remembered, 'прокат', 'палатка')).toEqual(['a', 'b'])
    expect(nearTo(remembered, 'велосипед')).toEqual(['b'])
  })
  it('are the same put one by one, changed and taken out, as put at once', () => {
    const remembered = new RememberedQuestions([anItem('a', 'прокат палаток'), anItem('b', 'ремонт обуви')])
    remembered.put(anItem('c', 'заточка ножей'))
    remembered.put(anItem('a', 'прокат лыж'))
    remembered.remove('b')
    expect(remembered.size).toBe(2)
    expect(nearTo(remembered, 'палатка', 'ремонт', 'обувь')).toEqual([])
    expect(nearTo(remembered, 'лыжи', 'прокат', 'заточка')).toEqual(['a', 'c'])
  })
})
