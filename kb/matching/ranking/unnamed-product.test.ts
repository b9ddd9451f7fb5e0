import { describe, expect, it } from 'vitest'
import type { SearchEntry } from '../matcher.ts'
import { tokenise } from '../text/tokenise.ts'
import { stemsAsked, unnamedProduct } from './unnamed-product.ts'

const entry: SearchEntry = {
  id: 'ans_1',
  site: 'tropa',
  locale: 'ru',
  audience: 'public',
  question: 'Как мыть рюкзак Brenka Ridge 30?',
  body: '',
  phrasings: [],
  category: 'products',
  products: ['TR-1110'],
  productNames: ['Рюкзак Brenka Ridge 30'],
  productCategories: ['Рюкзаки'],
}
const asked = (text: string) => () =>
  stemsAsked(tokenise(text).map((word) => ({ word, alternatives: [{ word, weight: 1 }] })))

describe("a product's own answer", () => {
  it('steps back from a question that names only the kind of thing', () => {
    expect(unnamedProduct(entry, asked('через два месяца лопнула молния на рюкзаке'), undefined)).toBeLessThan(1)
  })
  it.each(['как стирать brenka', 'рюкзак ridge не отстирывается', 'уход за tr-1110', 'бренка ридж'])(
    'stands for %s',
    (question) => {
      expect(unnamedProduct(entry, asked(question), undefined)).toBe(1)
    },
  )
  it("stands on the product's own page, whatever is asked", () => {
    expect(unnamedProduct(entry, asked('как его мыть'), 'TR-1110')).toBe(1)
    expect(unnamedProduct(entry, asked('как его мыть'), 'TR-1111')).toBeLessThan(1)
  })
  it("steps back further on another product's page, unless its kind is named", () => {
    const elsewhere = unnamedProduct(entry, asked('как мыть'), 'TR-1111')
    expect(elsewhere).toBeLessThan(unnamedProduct(entry, asked('как мыть'), undefined))
    expect(elsewhere).toBeLessThan(unnamedProduct(entry, asked('как мыть рюкзаки'), 'TR-1111'))
  })
  it('is not asked of an answer for the whole shop', () => {
    expect(unnamedProduct({ ...entry, products: [] }, asked('рюкзак'), undefined)).toBe(1)
  })
})
