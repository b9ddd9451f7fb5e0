import { describe, expect, it } from 'vitest'
import type { ProductRecord } from '../../catalogue/catalogue.ts'
import { namedProduct } from './named-product.ts'

const both = (ru: string, en: string) => ({ ru, en })
const aProduct = (sku: string): ProductRecord => ({
  sku,
  slug: sku.toLowerCase(),
  name: both('Палатка', 'Tent'),
  category: both('Палатки', 'Tents'),
  price: 100,
  summary: both('', ''),
  attributes: [],
})
const products = ['TR-1101', 'TR-11', '4711', 'A'].map(aProduct)
const named = (text: string) => {
  const found = namedProduct(text, products)
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
  ])('is found alone in “%s”', (text) => expect([named(text)?.[0], named(text)?.[2]]).toEqual(['TR-1101', true]))
  it('is found beside a question', () => {
    expect(named('какой размер у TR-1101')).toEqual(['TR-1101', 'какой размер у', false])
    expect(named('4711 does it fit')).toEqual(['4711', 'does it fit', false])
  })
  it('is no part of another number, and no word', () => {
    expect(named('TR-11012')).toBeNull()
    expect(named('заказ 14711')).toBeNull()
    expect(named('a tent')).toBeNull()
    expect(named('')).toBeNull()
  })
})
