import type { SearchEntry } from '../matcher.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'
import { latinReading } from '../text/transliterate.ts'
import type { QueryWord } from './query-vector.ts'

/** Chosen by hand on the demo library's golden questions (`npm run kb -- check`): 0.65 to 0.75 give the same, 0.85 one question less, 1 two less. */
const STEPS_BACK_TO = 0.7
/** Asked on the page of one product, another one's answer is still less likely to be meant. */
const STEPS_BACK_ON_A_PAGE_TO = 0.4
const SHORTEST_NAME = 3

/** Stems of a question's words in every reading; a name in Russian letters ("кварно") also as its brand writes it. */
export function stemsAsked(words: readonly QueryWord[]): Set<string> {
  const read = words.flatMap(({ alternatives }) => alternatives.map(({ word }) => word))
  return new Set([...read, ...read.filter((word) => /[а-я]/.test(word)).map(latinReading)].map(stem))
}

/** The same, worked out when somebody asks: most answers are of no product, and then nobody does. */
export function onceAsked(words: readonly QueryWord[]): () => ReadonlySet<string> {
  let known: ReadonlySet<string> | null = null
  return () => (known ??= stemsAsked(words))
}

/**
 * A product's own answer steps back when neither the question nor the page names the product: a torn backpack is a question to
 * the shop, and every backpack's answers hold that word. On another product's page it steps back further, unless its kind is named.
 */
export function unnamedProduct(
  entry: SearchEntry,
  askedStems: () => ReadonlySet<string>,
  product: string | undefined,
  productCategories: readonly string[] = [],
): number {
  const { products, ofCategories = [] } = entry
  if (products.length + ofCategories.length === 0 || (product !== undefined && products.includes(product))) return 1
  const asked = askedStems()
  if (ofCategories.some((id) => productCategories.includes(id)) || namesProduct(entry, asked)) return 1
  const namesKind = [...kindsOf(entry)].some((kind) => asked.has(kind))
  // What holds for all tents is an answer as soon as tents are spoken of.
  if (namesKind && ofCategories.length > 0) return 1
  return product === undefined || namesKind ? STEPS_BACK_TO : STEPS_BACK_ON_A_PAGE_TO
}

/** Whether the question holds a part of the name of the answer's product that is not a word of its kind ("Kvarno", not "jacket"). */
export function namesProduct(entry: SearchEntry, asked: ReadonlySet<string>): boolean {
  if (entry.products.length === 0) return false
  const kinds = kindsOf(entry)
  const names = [...entry.products, ...(entry.productNames ?? [])].flatMap((name) => tokenise(name)).map(stem)
  return names.some((name) => name.length >= SHORTEST_NAME && !kinds.has(name) && asked.has(name))
}

const kindsOf = (entry: SearchEntry): Set<string> =>
  new Set((entry.productCategories ?? []).flatMap((kind) => tokenise(kind)).map(stem))

/** Whether the question names the answer's product by its article number, hyphens or not. */
export const namesArticle = (entry: SearchEntry, asked: ReadonlySet<string>): boolean =>
  entry.products.some((sku) => asked.has(stem(tokenise(sku).at(-1) ?? '')))
