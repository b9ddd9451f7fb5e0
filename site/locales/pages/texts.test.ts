import type { Locale, Text } from '#shared'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { type TextKey, texts } from './texts.ts'

const forms = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text))
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('texts of the help centre', () => {
  it('take the same values in both languages', () => {
    for (const key of Object.keys(en) as TextKey[])
      for (const form of forms(ru[key])) expect(names(form), key).toEqual(names(forms(en[key]).at(-1) ?? ''))
  })
  it('count', () => {
    const count = (locale: Locale, n: number) => texts(locale)('category.answers', { n }).replace('\u00a0', ' ')
    expect([1, 3, 11, 21].map((n) => count('ru', n))).toEqual(['1 ответ', '3 ответа', '11 ответов', '21 ответ'])
    expect([1, 2].map((n) => count('en', n))).toEqual(['1 answer', '2 answers'])
  })
  it('bind short words, so that no line ends in one', () => {
    expect(texts('ru')('header.shop')).toBe('В\u00a0магазин')
  })
  it('show a value as it is, even one that looks like a value', () => {
    expect(texts('en')('search.titleFor', { query: '{query} & <b>' })).toBe('“{query} & <b>”')
  })
})
