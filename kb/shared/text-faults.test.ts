import { describe, expect, it } from 'vitest'
import { textFaults } from './text-faults.ts'

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

describe('textFaults', () => {
  it('finds none where two languages say the same', () => {
    expect(textFaults('ru', russian, english)).toEqual([])
  })
  it('finds what is missing, empty, short of a form or takes other values', () => {
    const faulty = { 'hits.found': { one: '{n} ответ', other: '{n} ответа' }, 'hits.none': ' ', 'mail.sent': '{email}' }
    expect(textFaults('ru', { ...faulty, extra: 'x' }, english)).toEqual([
      'hits.found: has no form "few"',
      'hits.found: has no form "many"',
      'hits.none: is empty',
      'mail.sent: takes other values',
      'extra: is only in one language',
    ])
  })
})
