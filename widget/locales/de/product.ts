import type { ProductTexts } from '../keys.ts'

/** Texts of the product a page sells; they load on its page. */
export const texts: ProductTexts<'de'> = {
  'product.about': 'Zu {name}',
  'product.in_stock': 'Auf Lager',
  'product.to_order': 'Auf Bestellung',
  'product.out_of_stock': 'Nicht vorrätig',
}
