import { describe, expect, it } from 'vitest'
import { createSay } from './texts.ts'

const russian = {
  'hits.found': { one: '{n} ответ', few: '{n} ответа', many: '{n} ответов', other: '{n} ответа' },
  'hits.none': 'Ничего не нашлось',
  'mail.sent': 'Письмо ушло на {mail}',
}
const english = {
  'hits.found': { one: '{n} answer', other: '{n} answers' },
  'hits.none': 'Nothing found',
  'mail.sent': 'Sent to {mail}',
}

describe('texts', () => {
  it('take the form their number asks for', () => {
    const say = createSay('ru', russian)
    expect([1, 2, 5, 11, 21, 104].map((n) => say('hits.found', { n }))).toEqual([
      '1 ответ',
      '2 ответа',
      '5 ответов',
      '11 ответов',
      '21 ответ',
      '104 ответа',
    ])
    expect([1, 2].map((n) => createSay('en', english)('hits.found', { n }))).toEqual(['1 answer', '2 answers'])
  })
  it('write numbers as their language does', () => {
    expect(createSay('en', english)('hits.found', { n: 12_345 })).toBe('12,345 answers')
    expect(createSay('ru', russian)('hits.found', { n: 12_345 }).replace(/\s/g, ' ')).toBe('12 345 ответов')
  })
  it('show a value as it is, even one that looks like a place for one', () => {
    expect(createSay('en', english)('mail.sent', { mail: '{mail} & <b>' })).toBe('Sent to {mail} & <b>')
  })
  it('leave no braces where a value is missing', () => {
    expect(createSay('en', english)('mail.sent')).toBe('Sent to ')
  })
})
