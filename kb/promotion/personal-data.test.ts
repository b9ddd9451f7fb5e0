import { describe, expect, it } from 'vitest'
import { personalData, withoutPersonalData } from './personal-data.ts'

const kinds = (text: string) => personalData(text).map(({ kind, text: held }) => `${kind} ${held}`)

describe('personalData', () => {
  it.each([
    ['почта a.b+c@mail.co.uk, иван@почта.рф', ['mail a.b+c@mail.co.uk', 'mail иван@почта.рф']],
    [
      '+7 (912) 345-67-89, 89123456789 и 8 912 345 67 89',
      ['phone +7 (912) 345-67-89', 'phone 89123456789', 'phone 8 912 345 67 89'],
    ],
    ['call +44 20 7946 0958 or +1 415 555 2671', ['phone +44 20 7946 0958', 'phone +1 415 555 2671']],
    ['карта 4111 1111 1111 1111', ['card 4111 1111 1111 1111']],
    ['заказ Т-104512, T104512 и t-104513', ['order Т-104512', 'order T104512', 'order t-104513']],
    ['мой заказ 45-1203, order #2024118', ['order 45-1203', 'order 2024118']],
    ['паспорт 4510 123456, 45 10 № 123456', ['passport 4510 123456', 'passport 45 10 № 123456']],
    ['Passport 4510123456', ['passport 4510123456']],
  ])('finds all of %s', (text, found) => expect(kinds(text)).toEqual(found))

  it.each([
    'цена 12 990 ₽, скидка 10 %',
    'заказ 15000 ₽, order 25000 руб, заказ 12',
    'артикул TR-1101, размер 42-44',
    '22.11.2026, 10:00–18:00',
    'карта 4111 1111 1111 1112',
    'от 5 000 до 10 000 ₽',
    'GPS, T-shirt, USB-C',
    'окна 10–14, 14–18, 18–22',
    '0000 0000 0000 0000',
  ])('leaves %s alone', (text) => expect(kinds(text)).toEqual([]))

  it("does not take the shop's own contacts for personal", () => {
    expect(
      personalData('help@tropa.example, +7 800 000-00-42', { contacts: ['help@tropa.example', '8 800 000-00-42'] }),
    ).toEqual([])
  })

  it('knows the order numbers of the shop, where nothing calls them so', () => {
    expect(
      personalData('пришло 45-1203?', { orderNumbers: ['##-####'] }).map(({ kind, text }) => `${kind} ${text}`),
    ).toEqual(['order 45-1203'])
  })

  it('gives ranges that do not overlap', () => {
    const text = 'a@b.example 4510 123456 +7 912 345-67-89 T-104512'
    const found = personalData(text)
    for (const [at, { start, end, text: held }] of found.entries()) {
      expect(text.slice(start, end)).toBe(held)
      expect(start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0)
    }
    expect(found).toHaveLength(4)
  })

  it.each([
    '1'.repeat(20_000),
    'a@'.repeat(10_000),
    '1 '.repeat(10_000),
    '8-'.repeat(10_000),
    'T-'.repeat(10_000),
    `${'a.'.repeat(9_999)}@`,
  ])('reads hostile text %.6s… to its end', (text) => expect(Array.isArray(personalData(text))).toBe(true))
})

describe('withoutPersonalData', () => {
  it.each([
    ['Пишите на ivan@mail.example, отвечу.', 'Пишите, отвечу.'],
    ['Заказ № T-104512 (тел. +7 912 345-67-89) едет', 'Заказ (тел.) едет'],
  ])('closes up %s', (text, clean) => expect(withoutPersonalData(text, personalData(text))).toBe(clean))
})
