import { describe, expect, it } from 'vitest'
import { amountOf, plainText, type RawOffer, understood } from './offer.ts'

const raw = (parts: Partial<RawOffer> = {}): RawOffer => ({ line: 1, sku: '1', name: 'Tent', price: '10', ...parts })
const offerOf = (parts: Partial<RawOffer>) => {
  const said = understood(raw(parts), { currency: 'RUB', locale: 'ru' })
  return 'offer' in said ? said.offer : said.why
}

describe('a price', () => {
  it.each([
    ['1299.90', 1299.9, null],
    ['1 299,90 ₽', 1299.9, 'RUB'],
    ['1,299.90 USD', 1299.9, 'USD'],
    ['EUR 1.299,90', 1299.9, 'EUR'],
    ['1,299', 1299, null],
    ['1.299.000', 1_299_000, null],
    ['$15', 15, 'USD'],
    ['100 RUR', 100, 'RUB'],
    ['от 24 990 руб.', 24_990, 'RUB'],
  ])('is read from %s', (text, value, currency) => expect(amountOf(text)).toEqual({ value, currency }))
  it.each(['', 'по запросу', '-'])('is not read from “%s”', (text) => expect(amountOf(text)).toBeNull())
})

describe('a product of a feed', () => {
  it('is left out for what is missing', () => {
    expect(offerOf({ sku: ' ' })).toBe('no_sku')
    expect(offerOf({ name: '<b></b>' })).toBe('no_name')
    expect(offerOf({ price: 'по запросу' })).toBe('no_price')
  })
  it('keeps an old price only if it was higher', () => {
    expect(offerOf({ oldPrice: '12' })).toMatchObject({ price: 10, oldPrice: 12 })
    expect(offerOf({ oldPrice: '9' })).toMatchObject({ oldPrice: null })
  })
  it('keeps web addresses alone, and pictures only over https', () => {
    expect(offerOf({ url: 'javascript:alert(1)' })).toMatchObject({ url: null })
    expect(offerOf({ url: 'https://u:p@shop.example/' })).toMatchObject({ url: null })
    expect(
      offerOf({ pictures: ['data:image/svg+xml,x', 'http://shop.example/a.jpg', 'https://shop.example/b.jpg'] }),
    ).toMatchObject({ picture: 'https://shop.example/b.jpg' })
  })
  it('is told in plain text', () => {
    const html = '<p>Лёгкая&nbsp;палатка</p><script>alert(1)</script><ul><li>2 входа &amp; 2 тамбура&#33;</li></ul>'
    expect(offerOf({ description: html })).toMatchObject({ summary: 'Лёгкая палатка 2 входа & 2 тамбура!' })
    expect(plainText('слово '.repeat(200), 40)).toMatch(/^(слово ){5}слово…$/)
    expect(plainText('&#xD800;&#0;ok&unknown;', 40)).toBe('ok&unknown;')
  })
})
