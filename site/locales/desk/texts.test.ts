import { describe, expect, it } from 'vitest'
import type { DeskText } from '../../desk/texts.ts'
import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

const both = Object.keys(en).map(
  (key) => [key, en[key as keyof typeof en] as DeskText, ru[key as keyof typeof en]] as const,
)
const forms = (text: DeskText) => (typeof text === 'string' ? [text] : Object.values(text))
const named = (text: string | undefined) =>
  [...new Set([...(text ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort()

describe('texts of the desk', () => {
  it('have every plural form of their language', () => {
    for (const [key, english, russian] of both) {
      expect(typeof russian, key).toBe(typeof english)
      if (typeof english === 'object') expect(Object.keys(english).sort(), key).toEqual(['one', 'other'])
      if (typeof russian === 'object') expect(Object.keys(russian).sort(), key).toEqual(['few', 'many', 'one', 'other'])
    }
  })

  it('name the same values in both languages and in every form', () => {
    for (const [key, english, russian] of both) {
      const wanted = named(forms(english).at(-1))
      for (const form of [...forms(english), ...forms(russian)]) expect(named(form), key).toEqual(wanted)
    }
  })

  it('are never empty and never untranslated', () => {
    for (const [key, english, russian] of both) {
      for (const form of [...forms(english), ...forms(russian)]) expect(form?.trim(), key).not.toBe('')
      if (forms(english).some((form) => /[a-z]{4}/i.test((form ?? '').replace(/\{\w+\}|Firstline|Markdown/g, ''))))
        expect(forms(russian).join(' '), key).toMatch(/[а-яё]/i)
    }
  })
})
