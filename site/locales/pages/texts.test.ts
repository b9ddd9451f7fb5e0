import type { Locale } from '#shared'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { type TextKey, texts } from './texts.ts'

const forms = (text: unknown) => (typeof text === 'string' ? { other: text } : (text as Record<string, string>))
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('texts of the help centre', () => {
  it('say the same things in both languages, with the same values', () => {
    expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort())
    for (const key of Object.keys(en) as TextKey[])
      expect(names(forms(ru[key]).other ?? ''), key).toEqual(names(forms(en[key]).other ?? ''))
  })
  it('have all four Russian forms where they count', () => {
    for (const [key, text] of Object.entries(ru))
      if (typeof text !== 'string') expect(Object.keys(text).sort(), key).toEqual(['few', 'many', 'one', 'other'])
  })
  it('count', () => {
    const count = (locale: Locale, n: number) => texts(locale)('category.answers', { count: n })
    expect([1, 3, 11, 21].map((n) => count('ru', n))).toEqual(['1 ответ', '3 ответа', '11 ответов', '21 ответ'])
    expect([1, 2].map((n) => count('en', n))).toEqual(['1 answer', '2 answers'])
  })
  it('show a value as it is, even one that looks like a value', () => {
    expect(texts('en')('search.titleFor', { query: '{query} & <b>' })).toBe('“{query} & <b>”')
  })
})
