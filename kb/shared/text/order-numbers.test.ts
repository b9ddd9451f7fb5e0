import { describe, expect, it } from 'vitest'
import { ORDER_NUMBER_FORM, orderNumberPattern } from './order-numbers.ts'

const found = (text: string, ...forms: string[]) => text.match(orderNumberPattern(forms) ?? /$^/) ?? []

describe('order numbers by example', () => {
  it('are found as the shop writes them, in either alphabet, with any dash or none', () => {
    expect(found('заказ 45-1203, 45—1203, но не 451203', '##-####')).toEqual(['45-1203', '45—1203'])
    expect(found('Т-104512 (кириллица), t104513', 'T-######')).toEqual(['Т-104512', 't104513'])
    expect(found('INV/2026/00017', 'INV/####/#####')).toEqual(['INV/2026/00017'])
  })
  it('are not part of a longer number or word', () =>
    expect(found('145-12034, А45-1203, 45-12035', '##-####')).toEqual([]))
  it.each(['T-######', '##-####', 'WEB ######', '###'])('%s is a form', (form) =>
    expect(ORDER_NUMBER_FORM.test(form)).toBe(true),
  )
  it.each(['##', 'order', '.*#####', '####(', '#'.repeat(31)])('%s is none, and finds nothing', (form) => {
    expect(ORDER_NUMBER_FORM.test(form)).toBe(false)
    expect(orderNumberPattern([form])).toBeNull()
  })
})
