import { describe, expect, it } from 'vitest'
import { QuestionGroups } from './question-groups.ts'

describe('question groups', () => {
  it('find questions that mean the same, and name them by the most typical', () => {
    const groups = new QuestionGroups((stemmed) => (stemmed === 'есть' ? 0.2 : 1))
    groups.put('1', 'есть ли у вас пылесосы')
    groups.put('2', 'можно оплатить биткоином')
    for (const text of ['пылесос есть?', 'продаёте пылесосы?', 'Есть ли у вас пылесосы'])
      expect(groups.alike(text)[0]?.id).toBe('1')
    expect(groups.alike('где самокат')).toEqual([])
    expect(groups.alike('а как?')).toEqual([])
    groups.put('3', 'а как?')
    expect(groups.alike('А как')[0]).toEqual({ id: '3', likeness: expect.closeTo(1) })
    groups.remove('1')
    expect(groups.alike('пылесос есть?')).toEqual([])
    expect(groups.nameOf(['есть пылесос красный', 'пылесосы есть', 'есть ли пылесосы'], 'есть пылесос красный')).toBe(
      'пылесосы есть',
    )
    expect(groups.nameOf(['есть пылесос', 'есть ли пылесосы'], 'есть ли пылесосы')).toBe('есть ли пылесосы')
  })
})
