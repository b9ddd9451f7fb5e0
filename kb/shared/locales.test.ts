import { describe, expect, it } from 'vitest'
import { answersLocale, INTERFACE_LOCALES, interfaceLocale, isInterfaceLocale, isLocale, LOCALES } from './locales.ts'

describe('locales', () => {
  it.each([
    ['ru', 'ru'],
    ['RU-ru', 'ru'],
    ['en-US', 'en'],
    ['english', undefined],
    ['', undefined],
    [null, undefined],
  ])('the interface reads the tag %j as %s', (tag, locale) => expect(interfaceLocale(tag)).toBe(locale))
  it('answers every reader in a language answers are written in, and in their own if it is one', () => {
    for (const locale of INTERFACE_LOCALES) expect(LOCALES).toContain(answersLocale(locale))
    for (const locale of LOCALES) expect(answersLocale(locale)).toBe(locale)
  })
  it('are told from what is none', () => {
    expect([isLocale('ru'), isLocale('xx'), isLocale(undefined)]).toEqual([true, false, false])
    expect([isInterfaceLocale('en'), isInterfaceLocale('toString')]).toEqual([true, false])
  })
})
