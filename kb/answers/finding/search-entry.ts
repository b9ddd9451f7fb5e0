import type { Product } from '../../catalogue/catalogue.ts'
import { CATEGORY_MARK, isOfCategory } from '#shared'
import type { SearchEntry } from '../../matching/index.ts'
import type { PublishedAnswer } from './published-answers.ts'

/** A published answer as the matcher reads it, with what the products it is `about` are called. */
export function searchEntry({ answer, text }: PublishedAnswer, about: readonly Product[]): SearchEntry {
  const named = about.filter(({ sku }) => answer.products.includes(sku))
  return {
    id: answer.id,
    site: answer.site,
    locale: answer.locale,
    audience: answer.audience,
    question: answer.question,
    body: text,
    phrasings: answer.phrasings.map(({ id, text: words, at, source }) => ({ id, text: words, at, source })),
    category: answer.category,
    products: answer.products.filter((one) => !isOfCategory(one)),
    ofCategories: answer.products.filter(isOfCategory).map((one) => one.slice(CATEGORY_MARK.length)),
    productNames: named.map(({ name }) => name),
    productCategories: [...new Set(about.map(({ category }) => category).filter(Boolean))],
    ...(answer.shortcut ? { shortcut: answer.shortcut } : {}),
  }
}

/** Entries of answers that are found by other words once `reload` has read what their products are called. */
export async function renamed(
  all: Iterable<PublishedAnswer>,
  entryOf: (one: PublishedAnswer) => SearchEntry,
  reload: () => Promise<void>,
): Promise<SearchEntry[]> {
  const about = [...all].filter(({ answer }) => answer.products.length > 0)
  const before = about.map((one) => JSON.stringify(entryOf(one)))
  await reload()
  return about.map(entryOf).filter((entry, at) => JSON.stringify(entry) !== before[at])
}
