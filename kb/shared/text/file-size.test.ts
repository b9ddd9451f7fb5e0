import { expect, it } from 'vitest'
import { fileSizeText } from './file-size.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

it.each([
  [0, '0 Б', '0B'],
  [999, '999 Б', '999B'],
  [1_000, '1 кБ', '1 kB'],
  [340_400, '340 кБ', '340 kB'],
  [1_240_000, '1,2 МБ', '1.2 MB'],
  [24_600_000, '25 МБ', '25 MB'],
])('%i bytes are read as %s', (bytes, ru, en) => {
  expect([plain(fileSizeText(bytes, 'ru')), plain(fileSizeText(bytes, 'en'))]).toEqual([ru, en])
})
