import { describe, expect, it } from 'vitest'
import type { Product } from '../../catalogue/catalogue.ts'
import { skuKey } from '../../catalogue/products/product-keys.ts'
import { aProduct } from '../../testing/a-product.ts'
import { namedProduct } from './named-product.ts'

const products = new Map<string, Product>(
  ['TR-1101', 'TR-11', '4711', 'A'].map((sku) => [skuKey(sku), aProduct({ sku })]),
)
const named = async (text: string) => {
  const found = await namedProduct(text, async (keys) => new Map([...products].filter(([key]) => keys.includes(key))))
  return found && [found.product.sku, found.rest, found.isAlone]
}

describe('a product named by its article number', () => {
  it.each([
    'TR-1101',
    ' tr-1101 ',
    'TR1101',
    'tr 1101',
    'TR 11 01',
    'артикул TR-1101',
    'арт. TR-1101',
    'SKU: TR-1101?',
  ])('is found alone in “%s”', async (text) => {
    const found = await named(text)
    expect([found?.[0], found?.[2]]).toEqual(['TR-1101', true])
  })
  it('is found beside a question', async () => {
    expect(await named('какой размер у TR-1101')).toEqual(['TR-1101', 'какой размер у', false])
    expect(await named('4711 does it fit')).toEqual(['4711', 'does it fit', false])
  })
  it('is no part of another number, and no word', async () => {
    expect(await named('TR-11012')).toBeNull()
    expect(await named('заказ 14711')).toBeNull()
    expect(await named('a tent')).toBeNull()
    expect(await named('')).toBeNull()
  })
})
