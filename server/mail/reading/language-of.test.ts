import { describe, expect, it } from 'vitest'
import { languageOf } from './language-of.ts'

describe('the language of a letter', () => {
  it.each([
    ['Guten Tag, wann kommt meine Bestellung 10234?', 'de'],
    ['Wo bleibt mein Paket', 'de'],
    ['Größe M bitte', 'de'],
    ['Storno Bestellung', 'de'],
    ['Hello, where is my order?', 'en'],
    ['When will it be here', 'en'],
    ['Bag for a tent Müller', 'en'],
    ['Где мой заказ?', 'ru'],
    ['Не приходит письмо на anna@mail.example, заказ Tropa Alpha 10234', 'ru'],
    ['iPhone 12 чехол есть?', 'ru'],
  ])('%s', (text, locale) => {
    expect(languageOf(text, 'ru')).toBe(locale)
    expect(languageOf(text, 'de')).toBe(locale)
  })
  it('is the shop’s own where nothing tells', () => {
    expect(languageOf('10234', 'ru')).toBe('ru')
    expect(languageOf('Tropa Alpha 2', 'de')).toBe('de')
    expect(languageOf('Tropa Alpha 2', 'ru')).toBe('en')
  })
})
