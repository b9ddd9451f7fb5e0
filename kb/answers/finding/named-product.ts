import type { ProductRecord } from '../../catalogue/catalogue.ts'

/** An article number may be written in as many pieces: `TR 11-01`. */
const MOST_PIECES = 3
/** Words that only lead to the number. */
const LEADING =
  /(?<!\p{L})(?:артикул\p{L}{0,2}|арт|код\p{L}{0,2}|товар\p{L}{0,2}|номер\p{L}{0,2}|sku|article|art|item|product|code|number|no)(?!\p{L})/giu

const keyOf = (written: string) => written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
const known = new WeakMap<readonly ProductRecord[], Map<string, ProductRecord>>()

/** The product whose article number stands in a text, and whether the text says nothing else. */
export function namedProduct(
  text: string,
  products: readonly ProductRecord[],
): { product: ProductRecord; rest: string; isAlone: boolean } | null {
  let bySku = known.get(products)
  if (!bySku) known.set(products, (bySku = new Map(products.map((product) => [keyOf(product.sku), product]))))
  const pieces = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  for (const [at, first] of pieces.entries())
    for (let count = MOST_PIECES; count > 0; count--) {
      const last = pieces[at + count - 1]
      if (!last) continue
      const end = last.index + last[0].length
      const key = keyOf(text.slice(first.index, end))
      const product = /\d/.test(key) ? bySku.get(key) : undefined
      if (!product) continue
      const rest = `${text.slice(0, first.index)} ${text.slice(end)}`.trim()
      return { product, rest, isAlone: !/[\p{L}\p{N}]/u.test(rest.replace(LEADING, '')) }
    }
  return null
}
