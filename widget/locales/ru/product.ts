import type { ProductTexts } from '../keys.ts'

/** Texts of the product a page sells; they load on its page. */
export const texts: ProductTexts<'ru'> = {
  'product.about': 'О товаре «{name}»',
  'product.in_stock': 'В наличии',
  'product.to_order': 'Под заказ',
  'product.out_of_stock': 'Нет в наличии',
}
