import { describe, expect, it } from 'vitest'
import type { Outcome } from '../matcher.ts'
import { learnFromOutcomes, MOST_PAIRS_PER_VISITOR, ONE_VISITOR } from './learn-from-outcomes.ts'

const helped = (visitor: string, query: string, answerId: string): Outcome => ({
  kind: 'helped',
  site: 's',
  visitor,
  query,
  answerId,
  at: '2026-06-01T10:00:00.000Z',
})

describe('learning from outcomes', () => {
  it('counts a visitor once per question and answer, however they spell it', () => {
    const items = learnFromOutcomes([
      helped('a', 'Где мой ЗАКАЗ?', 'x'),
      helped('a', 'где мой заказ', 'x'),
      helped('a', 'где мой заказ!!!', 'x'),
    ])
    expect(items).toMatchObject([{ visitors: 1, weight: ONE_VISITOR }])
  })

  it('grows with different visitors up to one whole phrasing', () => {
    const weights = [1, 2, 3, 4, 40].map(
      (n) => learnFromOutcomes(Array.from({ length: n }, (_, i) => helped(`v${i}`, 'где заказ', 'x')))[0]!.weight,
    )
    expect(weights.map((weight) => Number(weight.toFixed(2)))).toEqual([0.1, 0.4, 0.7, 1, 1])
  })

  it('lets one visitor move only so many pairs', () => {
    const flood = Array.from({ length: 500 }, (_, i) => helped('bot', `вопрос ${i}`, 'x'))
    expect(learnFromOutcomes(flood)).toHaveLength(MOST_PAIRS_PER_VISITOR)
  })

  it('lowers an answer only when another one solved the same question of the same visitor', () => {
    const notHelped: Outcome = { ...helped('a', 'где заказ', 'x'), kind: 'not_helped' }
    const solved = (visitor: string): Outcome => ({ ...helped(visitor, 'где заказ', 'y'), kind: 'solved_by' })
    expect(learnFromOutcomes([notHelped])).toEqual([])
    expect(learnFromOutcomes([notHelped, solved('b')]).map(({ effect }) => effect)).toEqual(['raises'])
    expect(learnFromOutcomes([notHelped, solved('a')]).map(({ effect, answerId }) => [effect, answerId])).toEqual([
      ['lowers', 'x'],
      ['raises', 'y'],
    ])
  })

  it('knows the matter again in the words a person was told, the same day', () => {
    const searched: Outcome = { ...helped('a', 'где заказ', 'x'), kind: 'not_helped' }
    const told = (more: Partial<Outcome>): Outcome => ({
      ...helped('a', 'Здравствуйте, мой заказ до сих пор не пришёл', 'y'),
      kind: 'solved_by',
      at: '2026-06-01T10:20:00.000Z',
      ...more,
    })
    const lowered = (solving: Outcome) =>
      learnFromOutcomes([searched, solving]).flatMap(({ effect, answerId }) => (effect === 'lowers' ? [answerId] : []))
    expect(lowered(told({}))).toEqual(['x'])
    expect(lowered(told({ query: 'как помыть палатку' }))).toEqual([])
    expect(lowered(told({ answerId: 'x' }))).toEqual([])
    expect(lowered(told({ at: '2026-06-03T10:20:00.000Z' }))).toEqual([])
    expect(lowered(told({ at: '2026-06-01T09:00:00.000Z' }))).toEqual([])
  })

  it('gives the same thing the same id whatever came before it', () => {
    const one = learnFromOutcomes([helped('a', 'где заказ', 'x')])[0]!.id
    expect(
      learnFromOutcomes([helped('b', 'другое', 'z'), helped('a', 'где заказ', 'x')]).map(({ id }) => id),
    ).toContain(one)
  })
})
