import type { Text } from '#shared'
import { describe, expect, it } from 'vitest'
import { WIDGET_TEXTS } from '../locales/index.ts'
import { createSpeech } from './speech.ts'

const { en: english, ...others } = WIDGET_TEXTS
const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('the texts', () => {
  it.each(Object.entries({ en: english, ...others }))('of %s are never empty', (_, texts) => {
    for (const [key, text] of Object.entries(texts))
      for (const form of forms(text)) expect(form.trim(), key).not.toBe('')
  })
  it.each(Object.entries(others))('of %s take the values of the English ones, in every form', (_, texts) => {
    for (const [key, ours] of Object.entries(english))
      for (const form of forms(texts[key] ?? '')) expect(values(form), key).toEqual(values(forms(ours).at(-1) ?? ''))
  })
})

describe('speech', () => {
  const speech = createSpeech('ru', others.ru)
  it('counts as Russian counts', () => {
    expect([1, 2, 5, 11, 21, 104].map((count) => speech.say('chat.new', { n: count }))).toEqual([
      '1 новое сообщение',
      '2 новых сообщения',
      '5 новых сообщений',
      '11 новых сообщений',
      '21 новое сообщение',
      '104 новых сообщения',
    ])
  })
  it('fills in what it is given and leaves no braces', () => {
    expect(speech.say('waiting.when', { mail: 'a@b.ru' })).toBe('Ответ придёт на a@b.ru.')
    expect(speech.say('waiting.when')).not.toContain('{')
  })
  it('knows which events have words', () => {
    expect(speech.knows('event.operator_joined')).toBe(true)
    expect(speech.knows('event.invented')).toBe(false)
    expect(speech.knows('toString')).toBe(false)
  })
})
