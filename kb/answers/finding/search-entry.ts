import type { CatalogueRecords } from '../../catalogue/catalogue.ts'
import type { SearchEntry } from '../../matching/index.ts'
import type { PublishedAnswer } from './published-answers.ts'

/** A published answer as the matcher reads it, with what its products are called. */
export function searchEntry({ answer, text }: PublishedAnswer, { products }: CatalogueRecords): SearchEntry {
  const own = products.filter(({ sku }) => answer.products.includes(sku))
  return {
    id: answer.id,
    site: answer.site,
    locale: answer.locale,
    audience: answer.audience,
    question: answer.question,
    body: text,
    phrasings: answer.phrasings.map(({ id, text: words, at, source }) => ({ id, text: words, at, source })),
    category: answer.category,
    products: answer.products,
    productNames: own.map(({ name }) => name[answer.locale]),
    productCategories: [...new Set(own.map(({ category }) => category[answer.locale]))],
    ...(answer.shortcut ? { shortcut: answer.shortcut } : {}),
  }
}
