import { describe, expect, it } from 'vitest'
import { money } from './money.ts'

describe('money', () => {
  it.each([
    [12_990, 'RUB', 'ru', '12\u00a0990\u00a0₽'],
    [12_990, 'RUB', 'en', '12,990\u00a0₽'],
    [129.9, 'USD', 'en', '$129.90'],
    [129, 'EUR', 'de', '129\u00a0€'],
    [4_500, 'KZT', 'ru', '4\u00a0500\u00a0₸'],
    [5, 'NOT A CODE', 'en', '5 NOT A CODE'],
  ])('%d %s in %s is %s', (amount, currency, locale, text) => expect(money(amount, currency, locale)).toBe(text))
})
