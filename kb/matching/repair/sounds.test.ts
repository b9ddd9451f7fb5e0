import { describe, expect, it } from 'vitest'
import { soundOf } from './sounds.ts'

describe('words written by ear', () => {
  it.each([
    ['дастафка', 'доставка'],
    ['вирнуть', 'вернуть'],
    ['здать', 'сдать'],
    ['аплотить', 'оплатить'],
    ['оплатитца', 'оплатиться'],
    ['щёт', 'счёт'],
    ['пришол', 'пришел'],
    ['жолтый', 'желтый'],
    ['моево', 'моего'],
    ['рассрочька', 'рассрочка'],
    ['definately', 'definitely'],
    ['recieve', 'receive'],
    ['fone', 'phone'],
    ['cupon', 'coupon'],
  ])('«%s» sounds like «%s»', (typed, meant) => expect(soundOf(typed)).toBe(soundOf(meant)))

  it.each([
    ['доставка', 'оставка'],
    ['вернуть', 'вертеть'],
    ['пришол', 'пришло'],
    ['order', 'border'],
    ['return', 'refund'],
  ])('«%s» does not sound like «%s»', (one, other) => expect(soundOf(one)).not.toBe(soundOf(other)))
})
