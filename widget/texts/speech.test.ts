import { describe, expect, it } from 'vitest'
import { texts as enChat } from '../locales/en/chat.ts'
import { texts as en } from '../locales/en/panel.ts'
import { texts as ruChat } from '../locales/ru/chat.ts'
import { texts as ru } from '../locales/ru/panel.ts'
import { createSpeech } from './speech.ts'

const all = { en: { ...en, ...enChat } as Record<string, string>, ru: { ...ru, ...ruChat } as Record<string, string> }
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('the texts', () => {
  it('are there in both languages, none empty', () => {
    const plain = (texts: Record<string, string>) =>
      Object.keys(texts)
        .filter((key) => !/_(few|many)$/.test(key))
        .sort()
    expect(plain(all.ru)).toEqual(plain(all.en))
    for (const texts of Object.values(all))
      for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).not.toBe('')
  })
  it('take the same values in both languages', () => {
    for (const [key, text] of Object.entries(all.en))
      expect(placeholders(all.ru[key]!), key).toEqual(placeholders(text))
  })
  it.each(['en', 'ru'] as const)('have every form that %s numbers take', (locale) => {
    const bases = new Set(
      Object.keys(all[locale])
        .filter((key) => key.endsWith('_other'))
        .map((key) => key.slice(0, -'_other'.length)),
    )
    expect(bases.size).toBeGreaterThan(2)
    for (const base of bases)
      for (const form of new Intl.PluralRules(locale).resolvedOptions().pluralCategories)
        expect(all[locale], `${base}_${form}`).toHaveProperty([`${base}_${form}`])
  })
})

describe('speech', () => {
  const speech = createSpeech('ru', all.ru)
  it('counts as Russian counts', () => {
    expect([1, 2, 5, 11, 21, 104].map((count) => speech.count('chat.new', count))).toEqual([
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
