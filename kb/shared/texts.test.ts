import { describe, expect, it } from 'vitest'
import { INTERFACE_LOCALES, type PluralForms } from './locales.ts'
import { boundTexts, createSay, type EnglishTexts, type TextsIn } from './texts.ts'

const english = {
  found: { one: '{n} answer for {name}', other: '{n} answers for {name}' },
  shop: 'To the {name}',
} satisfies EnglishTexts
const russian: TextsIn<'ru', typeof english> = {
  found: {
    one: '{n} ответ для {name}',
    few: '{n} ответа для {name}',
    many: '{n} ответов для {name}',
    other: '{n} ответа для {name}',
  },
  shop: 'В {name}',
}

describe('createSay', () => {
  const say = createSay('ru', russian)
  it('takes the form that fits the number', () => {
    expect([1, 2, 5, 11, 21, 1.5].map((n) => say('found', { n, name: 'вас' }).split(' ')[1])).toEqual([
      'ответ',
      'ответа',
      'ответов',
      'ответов',
      'ответ',
      'ответа',
    ])
    expect([1, 2].map((n) => createSay('en', english)('found', { n, name: 'you' }))).toEqual([
      '1 answer for you',
      '2 answers for you',
    ])
  })
  it('writes numbers as the language does', () => {
    expect(createSay('en', english)('found', { n: 12000, name: 'you' })).toBe('12,000 answers for you')
    expect(say('found', { n: 12000, name: 'вас' })).toBe('12\u00a0000 ответов для вас')
  })
  it('fills in a value as it is, and leaves no braces where there is none', () => {
    expect(say('shop', { name: '{n} $& <b>' })).toBe('В {n} $& <b>')
    expect(say('shop')).toBe('В ')
  })
  it('says nothing for a key that is not loaded', () => {
    expect(createSay<'shop' | 'other'>('ru', { shop: 'В магазин' })('other')).toBe('')
  })
})

describe('texts of a language', () => {
  it('do not compile without a key or a form by number', () => {
    // @ts-expect-error a key is missing
    const withoutKey: TextsIn<'ru', typeof english> = { found: russian.found }
    // @ts-expect-error forms are missing
    const withoutForms: TextsIn<'ru', typeof english> = { shop: 'В', found: { one: '', other: '' } }
    // @ts-expect-error English counts here
    const withoutNumber: TextsIn<'ru', typeof english> = { shop: 'В', found: 'ответы' }
    expect([withoutKey, withoutForms, withoutNumber]).toHaveLength(3)
  })
  it('have the forms that the numbers of the language take', () => {
    const forms: { [L in keyof PluralForms]: Record<PluralForms[L], true> } = {
      ru: { one: true, few: true, many: true, other: true },
      en: { one: true, other: true },
      de: { one: true, other: true },
    }
    for (const locale of INTERFACE_LOCALES)
      expect(new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort()).toEqual(
        Object.keys(forms[locale]).sort(),
      )
  })
})

describe('boundTexts', () => {
  it('binds short words in every form, and no value', () => {
    const say = createSay('ru', boundTexts(russian, 'ru'))
    expect(say('shop', { name: 'магазин у дома' })).toBe('В\u00a0магазин у дома')
    expect(say('found', { n: 1, name: 'вас' })).toBe('1\u00a0ответ для\u00a0вас')
  })
})
