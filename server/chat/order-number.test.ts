import { describe, expect, it } from 'vitest'
import { orderNumberIn } from './order-number.ts'

const LONG = 65_536
const BOUND_MS = 5_000
const rep = (text: string) => text.repeat(Math.ceil(LONG / text.length)).slice(0, LONG)

describe('the order a visitor speaks of', () => {
  it.each([
    ['Где мой заказ T-104512?', 'T-104512'],
    ['заказа № 104512 нет', '104512'],
    ['Заказ: №104512', '104512'],
    ['my order #104512 is late', '104512'],
    ['Order 104512', '104512'],
    ['№ТР-1045', 'ТР-1045'],
    ['где мой заказ 45-1203?', '45-1203'],
  ])('in %j is %s', (text, number) => expect(orderNumberIn(['Здравствуйте', text])).toBe(number))
  it('has the form the shop gave before any other', () => {
    expect(orderNumberIn(['Заказ 104512', 'то есть 45-1203'], ['##-####'])).toBe('45-1203')
    expect(orderNumberIn(['Заказ 104512'], ['##-####'])).toBe('104512')
  })
  it.each(['в 2026 году', 'заказ завтра', '+7 912 345-67-89', ''])('is not in %j', (text) =>
    expect(orderNumberIn([text])).toBeNull(),
  )
  // Each kept the server busy for most of a minute before.
  it.each([
    ['words', rep('заказ')],
    ['spaces', `#${rep(' ')}`],
    ['signs', rep('#')],
    ['line breaks', `№${rep(' \n')}1`],
  ])('is looked for in 64 KB of %s at once', (_, text) => {
    const at = performance.now()
    expect(orderNumberIn(Array.from({ length: 60 }, () => text))).toBeNull()
    expect(performance.now() - at).toBeLessThan(BOUND_MS)
  })
})
