import { describe, expect, it } from 'vitest'
import { bytesOf, looksLikeMail } from './mail-address.ts'

describe('looksLikeMail', () => {
  it.each(['anna@example.ru', 'a.b+c@sub.example.com', 'иван@почта.рф'])('takes %s', (text) => {
    expect(looksLikeMail(text)).toBe(true)
  })
  it.each([
    '',
    'anna',
    'anna@',
    '@example.ru',
    'anna@example',
    'a b@example.ru',
    'a@b.ru, c@d.ru',
    'a@b@c.ru',
    '"x y"@b.ru',
    `${'a'.repeat(250)}@b.ru`,
  ])('refuses %s', (text) => {
    expect(looksLikeMail(text)).toBe(false)
  })
  it('counts bytes, not letters', () => {
    expect(bytesOf('ё👍')).toBe(6)
  })
})
