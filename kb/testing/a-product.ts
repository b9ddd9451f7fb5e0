import type { Product } from '../catalogue/catalogue.ts'

/** For tests: a product with only what matters written out. */
export const aProduct = (product: Partial<Product> = {}): Product => ({
  sku: 'TR-1',
  slug: 'a-tent',
  name: 'A tent',
  category: 'Tents',
  price: 100,
  currency: 'RUB',
  oldPrice: null,
  availability: null,
  vendor: null,
  summary: '',
  picture: null,
  morePictures: [],
  url: null,
  categories: [{ id: 'tents', name: 'Tents' }],
  attributes: [],
  ...product,
})
