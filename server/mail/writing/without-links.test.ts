import { describe, expect, it } from 'vitest'
import { withoutLinks } from './without-links.ts'

const without = (text: string) => withoutLinks(text, '(link)')

describe('words without links', () => {
  it.each([
    ['see https://evil.example/win?a=1 now', 'see (link) now'],
    ['www.evil.example', '(link)'],
    ['HTTP://EVIL.EXAMPLE', '(link)'],
    ['ftp://evil.example/x', '(link)'],
  ])('of %s', (text, left) => {
    expect(without(text)).toBe(left)
  })
  it.each(['evil.com/win', 'evil.example', 'приз.рф', 'a.b.evil.com'])('leaves %s readable, and no address', (text) => {
    const left = without(text)
    expect(left).not.toBe(text)
    expect(left.replaceAll('\u2060', '')).toBe(text)
    expect(left).not.toMatch(/[\p{L}\p{N}]\.[\p{L}\p{N}]/u)
  })
  it('leaves other words as they are', () => {
    const text = 'Размер 42.5, цена 1.290 руб. Спасибо! Т.е. не подошёл'
    expect(without(text).replaceAll('\u2060', '')).toBe(text)
    expect(without('Где заказ T-104512? Ждём 27.11.2026.')).toBe('Где заказ T-104512? Ждём 27.11.2026.')
  })
})
