import { describe, expect, it } from 'vitest'
import { withoutOrderNumbers } from './order-question.ts'

describe('a question with an order number', () => {
  it.each([
    'T-104512',
    'Т-104512',
    '№ T-104512',
    '104512',
    'заказ T-104512',
    'номер заказа 104512',
    'вот мой заказ: Т-104512.',
    '78-1234',
  ])('asks where the order is if it is nothing else («%s»)', (text) =>
    expect(withoutOrderNumbers(text, ['##-####'], 'ru')).toBe('где мой заказ'),
  )

  it('is in the language of its words, else of the interface', () => {
    expect(withoutOrderNumbers('order T-104512', [], 'ru')).toBe('where is my order')
    expect(withoutOrderNumbers('заказ T-104512', [], 'en')).toBe('где мой заказ')
    expect(withoutOrderNumbers('T-104512', [], 'en')).toBe('where is my order')
    expect(withoutOrderNumbers('T-104512', [])).toBe('где мой заказ')
  })

  it('is asked without the number', () => {
    expect(withoutOrderNumbers('Отмените заказ T-104512, пожалуйста', [])).toBe('Отмените заказ , пожалуйста')
    expect(withoutOrderNumbers('refund for order 104512 please', [])).toBe('refund for order  please')
  })

  it.each(['TR-1101', 'палатка 2000', '14 дней', '390 ₽', 'cell 10', 'заказ на 15000 руб', '8 800 555 35 35'])(
    'stays as it is where there is none («%s»)',
    (text) => expect(withoutOrderNumbers(text, ['T-######'])).toBe(text),
  )
})
