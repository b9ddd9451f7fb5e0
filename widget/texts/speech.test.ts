import type { Text } from '#shared'
import { describe, expect, it } from 'vitest'
import type { TextKey } from '../locales/keys.ts'
import { texts as deChat } from '../locales/de/chat.ts'
import { texts as deFiles } from '../locales/de/files.ts'
import { texts as de } from '../locales/de/panel.ts'
import { texts as enChat } from '../locales/en/chat.ts'
import { texts as enFiles } from '../locales/en/files.ts'
import { texts as en } from '../locales/en/panel.ts'
import { texts as ruChat } from '../locales/ru/chat.ts'
import { texts as ruFiles } from '../locales/ru/files.ts'
import { texts as ru } from '../locales/ru/panel.ts'
import { createSpeech } from './speech.ts'

const english = { ...en, ...enChat, ...enFiles }
const others = { ru: { ...ru, ...ruChat, ...ruFiles }, de: { ...de, ...deChat, ...deFiles } }
const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('the texts', () => {
  it.each(Object.entries({ en: english, ...others }))('of %s are never empty', (_, texts) => {
    for (const [key, text] of Object.entries(texts))
      for (const form of forms(text)) expect(form.trim(), key).not.toBe('')
  })
  it.each(Object.entries(others))('of %s take the values of the English ones, in every form', (_, texts) => {
    for (const key of Object.keys(english) as TextKey[])
      for (const form of forms(texts[key])) expect(values(form), key).toEqual(values(forms(english[key]).at(-1) ?? ''))
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
