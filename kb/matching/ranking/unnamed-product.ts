import type { SearchEntry } from '../matcher.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'

/** Chosen by hand on the demo library's golden questions (`npm run kb -- check`): 0.65 to 0.75 give the same, 0.85 one question less, 1 two less. */
const STEPS_BACK_TO = 0.7
const SHORTEST_NAME = 3

/**
 * A product's own answer steps back when neither the question nor the page names the product: a torn backpack is a question to
 * the shop, and every backpack's answers hold that word. Names are what remains of a product's name without the words of its kind.
 */
export function unnamedProduct(entry: SearchEntry, asked: ReadonlySet<string>, product: string | undefined): number {
  if (entry.products.length === 0 || (product !== undefined && entry.products.includes(product))) return 1
  const kinds = new Set((entry.productCategories ?? []).flatMap((kind) => tokenise(kind)).map(stem))
  const names = [...entry.products, ...(entry.productNames ?? [])].flatMap((name) => tokenise(name)).map(stem)
  return names.some((name) => name.length >= SHORTEST_NAME && !kinds.has(name) && asked.has(name)) ? 1 : STEPS_BACK_TO
}

/** Whether the question names the answer's product by its article number, hyphens or not. */
export const namesArticle = (entry: SearchEntry, asked: ReadonlySet<string>): boolean =>
  entry.products.some((sku) => asked.has(stem(tokenise(sku).at(-1) ?? '')))
