import { INTERFACE_LOCALES, type Text } from '#shared'
import { describe, expect, it } from 'vitest'
import { deskTexts, type TextKey } from './texts.ts'

const keys = Object.keys(deskTexts.en) as TextKey[]
const forms = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text))
const named = (text: string | undefined) =>
  [...new Set([...(text ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort()

describe.each(INTERFACE_LOCALES)('texts of the desk in %s', (locale) => {
  const texts = deskTexts[locale]
  it('name the values of the English ones in every form', () => {
    for (const key of keys) {
      const wanted = named(forms(deskTexts.en[key]).at(-1))
      for (const form of forms(texts[key])) expect(named(form), key).toEqual(wanted)
    }
  })
  it('are never empty', () => {
    for (const key of keys) for (const form of forms(texts[key])) expect(form.trim(), key).not.toBe('')
  })
})

describe('texts of the desk', () => {
  it('are never left in English', () => {
    for (const key of keys)
      if (
        forms(deskTexts.en[key]).some((form) =>
          /[a-z]{4}/i.test(form.replace(/\{\w+\}|Firstline|Markdown|Telegram|WhatsApp/g, '')),
        )
      )
        expect(forms(deskTexts.ru[key]).join(' '), key).toMatch(/[а-яё]/i)
  })
})
