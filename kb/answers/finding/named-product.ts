import type { Product } from '../../catalogue/catalogue.ts'
import { skuKey } from '../../catalogue/products/product-keys.ts'

/** An article number may be written in as many pieces: `TR 11-01`. */
const MOST_PIECES = 3
/** A text of hundreds of numbers asks for none of them. */
const MOST_KEYS = 300
/** Words that only lead to the number. */
const LEADING =
  /(?<!\p{L})(?:артикул\p{L}{0,2}|арт|код\p{L}{0,2}|товар\p{L}{0,2}|номер\p{L}{0,2}|sku|article|art|item|product|code|number|no)(?!\p{L})/giu

/** The product whose article number stands in a text, and whether the text says nothing else. `find` is asked once, for all that may be one. */
export async function namedProduct(
  text: string,
  find: (keys: string[]) => Promise<ReadonlyMap<string, Product>>,
): Promise<{ product: Product; rest: string; isAlone: boolean } | null> {
  const maybe = [...numbersIn(text)].slice(0, MOST_KEYS)
  if (maybe.length === 0) return null
  const found = await find([...new Set(maybe.map(({ key }) => key))])
  for (const { key, start, end } of maybe) {
    const product = found.get(key)
    if (!product) continue
    const rest = `${text.slice(0, start)} ${text.slice(end)}`.trim()
    return { product, rest, isAlone: !/[\p{L}\p{N}]/u.test(rest.replace(LEADING, '')) }
  }
  return null
}

/** Whatever may be an article number, the longest first where several begin at one place. */
function* numbersIn(text: string): Generator<{ key: string; start: number; end: number }> {
  const pieces = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  for (const [at, first] of pieces.entries())
    for (let count = MOST_PIECES; count > 0; count--) {
      const last = pieces[at + count - 1]
      if (!last) continue
      const end = last.index + last[0].length
      const key = skuKey(text.slice(first.index, end))
      if (/\d/.test(key)) yield { key, start: first.index, end }
    }
}
