import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../matcher.ts'
import { MOST_PAIRS_PER_VISITOR, ONE_VISITOR } from './learn-from-outcomes.ts'
import { Learning, MOST_KEPT_PER_SITE, MOST_KEPT_PER_VISITOR, MOST_PEOPLE_PER_PAIR } from './learning.ts'

const learnFromOutcomes = (outcomes: readonly Outcome[]) => new Learning(outcomes).items()
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

  it('teaches the same told one by one, in any order, and after others were forgotten', () => {
    const outcome = fc.record({
      kind: fc.constantFrom<Outcome['kind']>('helped', 'not_helped', 'solved_by', 'no_answer'),
      site: fc.constantFrom('s', 't'),
      visitor: fc.constantFrom('a', 'b', 'c', 'gone'),
      query: fc.constantFrom('где заказ', 'Где заказ?', 'как помыть палатку', 'мой заказ не пришёл', 'спасибо'),
      answerId: fc.constantFrom('x', 'y'),
      at: fc.integer({ min: 0, max: 300 }).map((hours) => new Date(Date.UTC(2026, 5, 1, hours)).toISOString()),
    })
    const distinct = fc.uniqueArray(outcome, { selector: ({ at }) => at, maxLength: 60 })
    const inOrder = (learning: Learning) => learning.items().sort((a, b) => (a.id < b.id ? -1 : 1))
    fc.assert(
      fc.property(distinct, (outcomes) => {
        const oneByOne = new Learning()
        for (const one of outcomes) oneByOne.add(one)
        oneByOne.remove(({ visitor }) => visitor === 'gone')
        const atOnce = new Learning([...outcomes].reverse().filter(({ visitor }) => visitor !== 'gone'))
        expect(inOrder(oneByOne)).toEqual(inOrder(atOnce))
        expect(oneByOne.raising('x').length).toBe(
          atOnce.items().filter((one) => one.effect === 'raises' && one.answerId === 'x').length,
        )
      }),
    )
  })

  it('keeps no repeats, nothing beyond what many said, and not all of one who never stops', () => {
    const learning = new Learning([helped('a', 'где заказ', 'x')])
    expect(learning.isWorthKeeping(helped('a', 'Где заказ?', 'x'))).toBe(false)
    expect(learning.isWorthKeeping(helped('b', 'Где заказ?', 'x'))).toBe(true)
    const many = new Learning(Array.from({ length: MOST_PEOPLE_PER_PAIR }, (_, i) => helped(`v${i}`, 'где заказ', 'x')))
    expect(many.isWorthKeeping(helped('b', 'где заказ', 'x'))).toBe(false)
    expect(many.isWorthKeeping(helped('b', 'где мой заказ', 'x'))).toBe(true)
    const flood = new Learning(
      Array.from({ length: MOST_KEPT_PER_VISITOR }, (_, i) => helped('bot', `вопрос ${i}`, 'x')),
    )
    expect(flood.isWorthKeeping(helped('bot', 'ещё вопрос', 'x'))).toBe(false)
    expect(flood.isWorthKeeping({ ...helped('bot', 'ещё вопрос', 'x'), kind: 'solved_by' })).toBe(true)
  })

  it('lets go of the oldest tenth of what visitors said once a site keeps too much, never of what operators decided', () => {
    const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString()
    const said = Array.from({ length: MOST_KEPT_PER_SITE + 1 }, (_, i) => ({
      ...helped(`v${i}`, `вопрос ${i}`, 'x'),
      at: at(i),
    }))
    const decided: Outcome = { ...helped('v0', 'другое', 'y'), kind: 'solved_by', at: at(0) }
    const learning = new Learning([...said, decided])
    expect(learning.outlived('s')).toBe(at(MOST_KEPT_PER_SITE / 10))
    expect(learning.outlived('t')).toBe(null)
    learning.remove(({ visitor }) => visitor === 'v1')
    expect(learning.outlived('s')).toBe(null)
  })
})
