import { expect, it } from 'vitest'
import { bindShortWords } from './short-words.ts'

it('keeps short words and dashes with their neighbours', () => {
  expect(bindShortWords('Что делать, если он не в пути — и не у нас?', 'ru')).toBe(
    'Что\u00a0делать, если он не\u00a0в\u00a0пути\u00a0— и\u00a0не\u00a0у\u00a0нас?',
  )
  expect(bindShortWords('Ссылка действует 30 минут', 'ru')).toBe('Ссылка действует 30\u00a0минут')
  expect(bindShortWords('Is it in the box?', 'en')).toBe('Is it in\u00a0the\u00a0box?')
  expect(bindShortWords('Ist es im Paket – oder nicht?', 'de')).toBe('Ist es im Paket\u00a0– oder nicht?')
})
