import { describe, expect, it } from 'vitest'
import { bestLocale } from './accept-language.ts'

describe('bestLocale', () => {
  it.each([
    [undefined, 'en'],
    [null, 'en'],
    ['', 'en'],
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
    ['de, ru;q=0.5, en;q=0.4', 'ru'],
    ['de,ru;q=0.4,en;q=0.7', 'en'],
    ['en, ru;q=0.9', 'en'],
    ['ru;q=0.3,en;q=0.7', 'en'],
    ['ru,en', 'ru'],
    ['en,ru', 'en'],
    ['de', 'en'],
    ['ru;q=0', 'en'],
    ['ru;q=0,en;q=0.1', 'en'],
    ['*', 'en'],
    [';;q=,,=', 'en'],
    [','.repeat(5_000), 'en'],
  ] as const)('of %j is %s', (header, locale) => expect(bestLocale(header, ['ru', 'en'], 'en')).toBe(locale))
  it('is the given one when none fits', () => {
    expect(bestLocale('de-DE', ['ru', 'en'], 'ru')).toBe('ru')
  })
})
