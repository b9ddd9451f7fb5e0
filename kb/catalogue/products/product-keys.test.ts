import { describe, expect, it } from 'vitest'
import { nameInPage, pageKeys, productSlug, skuKey, urlKey } from './product-keys.ts'

const shop = { url: 'https://shop.example', productUrlPattern: '/p/{slug}' }

describe('a page of a product', () => {
  it.each([
    ['https://shop.example/p/Tent-3/?utm_source=mail&yclid=1', '/p/tent-3'],
    ['https://www.shop.example/item?id=7&ref=x&color=Red', '/item?color=red&id=7'],
    ['https://shop.example/%D0%BF%D0%B0%D0%BB%D0%B0%D1%82%D0%BA%D0%B0', '/палатка'],
    ['https://shop.example/%E0%A4%A/', '/%e0%a4%a'],
    ['nowhere', null],
  ])('%s is known as %s', (url, key) => expect(urlKey(url)).toBe(key))
  it('is looked for with what is asked in its address, and without', () => {
    expect(pageKeys('/item?id=7&lang=ru', shop.url)).toEqual(['/item?id=7&lang=ru', '/item'])
    expect(pageKeys('/', shop.url)).toEqual([])
    expect(pageKeys('http://[', shop.url)).toEqual([])
  })
  it.each([
    ['https://shop.example/p/pereval-3', 'pereval-3'],
    ['http://localhost:3001/p/Pereval-3?lang=ru#size', 'pereval-3'],
    ['/p/pereval-3/reviews', 'pereval-3/reviews'],
    ['https://shop.example/p/', undefined],
    ['https://shop.example/', undefined],
    ['http://[', undefined],
  ])('%s names %s by the pattern of the shop', (page, name) => expect(nameInPage(shop, page)?.name).toBe(name))
  it('may name its product by article number inside a longer address', () => {
    const pattern = { ...shop, productUrlPattern: '/item/{sku}.html' }
    expect(nameInPage(pattern, '/item/TR-1101.html')).toEqual({ by: 'sku', name: 'tr-1101' })
    expect(nameInPage(pattern, '/item/.html')).toBeNull()
  })
})

describe('names of a product', () => {
  it('are one number however it is written', () => expect(skuKey('TR 11-01')).toBe(skuKey('tr1101')))
  it('are the shop’s own where its address has one, and words and number elsewhere', () => {
    const tent = { sku: 'A/7', name: 'Палатка «Перевал»', url: 'https://shop.example/p/pereval-3' }
    expect(productSlug(tent, shop)).toBe('pereval-3')
    expect(productSlug({ ...tent, url: 'https://shop.example/catalog/7/' }, shop)).toBe('palatka-pereval-a-7')
    expect(productSlug({ ...tent, url: null }, shop)).toBe('palatka-pereval-a-7')
  })
})
