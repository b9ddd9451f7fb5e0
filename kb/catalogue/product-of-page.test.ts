import { describe, expect, it } from 'vitest'
import { productOfPage } from './product-of-page.ts'

const tent = { sku: 'TR-1101', slug: 'pereval-3' }
const shop = { url: 'https://shop.example', productUrlPattern: '/p/{slug}' }

describe('the product of a page', () => {
  it.each([
    ['https://shop.example/p/pereval-3', tent],
    ['http://localhost:3001/p/Pereval-3?lang=ru#size', tent],
    ['/p/pereval-3', tent],
    ['https://shop.example/p/pereval-3/reviews', null],
    ['https://shop.example/p/', null],
    ['https://shop.example/', null],
    ['http://[', null],
  ])('of %s', (page, product) => {
    expect(productOfPage(shop, page, [tent])).toBe(product)
  })
  it('may be named by its SKU inside a longer address', () => {
    expect(productOfPage({ ...shop, productUrlPattern: '/item/{sku}.html' }, '/item/tr-1101.html', [tent])).toBe(tent)
    expect(productOfPage({ ...shop, productUrlPattern: '/item/{sku}.html' }, '/item/.html', [tent])).toBeNull()
  })
})
