import { describe, expect, it } from 'vitest'
import { excerpt } from './excerpt.ts'

const LONG = `${'Вступление о магазине и о том, как мы работаем. '.repeat(8)}Возврат денег занимает десять дней. ${'Ещё немного слов в конце. '.repeat(8)}`

describe('excerpt', () => {
  it('gives a short text whole, on one line', () => expect(excerpt('Да,\n\nможно.', [])).toBe('Да, можно.'))

  it('reads on where the answer has a list or a table', () => {
    expect(
      excerpt(
        'Зависит от способа:\n\n• самовывоз — 2 часа;\n• курьер — день.\n\n1. Откройте заказ.\n2. Нажмите «Отменить»',
        [],
      ),
    ).toBe('Зависит от способа: самовывоз — 2 часа; курьер — день. Откройте заказ. Нажмите «Отменить»')
    expect(excerpt('Способ — Цена\nКурьер — 390 ₽\n\nИ всё.', [])).toBe('Способ — Цена; Курьер — 390 ₽; И всё.')
  })

  it('shows the place where the words stand, in any form, from the start of its sentence', () => {
    expect(excerpt(LONG, ['возвраты', 'деньги'])).toMatch(/^…Возврат денег занимает десять дней\./)
  })

  it('begins at the beginning where the question says the words already', () => {
    expect(excerpt(LONG, ['возврат', 'деньги'], 'Когда придут деньги за возврат?')).toMatch(/^Вступление/)
    expect(excerpt(LONG, ['возврат', 'десять'], 'Когда придут деньги за возврат?')).toMatch(
      /^…Возврат денег занимает десять/,
    )
  })

  it('begins at the beginning where nothing matches', () =>
    expect(excerpt(LONG, ['палатка'])).toMatch(/^Вступление .*…$/))

  it.each([[[]], [['возврат']], [['конце']], [['а'.repeat(500)]]])(
    'keeps within two hundred characters for %j',
    (words) => {
      expect(excerpt(LONG, words).length).toBeLessThanOrEqual(200)
      expect(excerpt('а'.repeat(1_000), words).length).toBeLessThanOrEqual(200)
    },
  )
})
