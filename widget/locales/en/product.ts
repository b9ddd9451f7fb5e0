import type { EnglishTexts } from '#shared'

/** Texts of the product a page sells; they load on its page. */
export const texts = {
  'product.about': 'About {name}',
  'product.in_stock': 'In stock',
  'product.to_order': 'To order',
  'product.out_of_stock': 'Out of stock',
} satisfies EnglishTexts
