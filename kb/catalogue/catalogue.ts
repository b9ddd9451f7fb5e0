import type { Audience, Locale } from '../answers/answer.ts'
import type { Product, Site } from '../library.ts'

/** What the shop is, beside its answers: read from `content/`, kept in the database, held in memory while open. */
export interface CategoryRecord {
  slug: string
  icon: string
  audience: Audience
  title: Record<Locale, string>
  description: Record<Locale, string>
}

export interface ProductRecord {
  sku: string
  slug: string
  name: Record<Locale, string>
  category: Record<Locale, string>
  price: number
  summary: Record<Locale, string>
  attributes: { name: Record<Locale, string>; value: Record<Locale, string> }[]
}

export interface CatalogueRecords {
  categories: CategoryRecord[]
  products: ProductRecord[]
  sites: Site[]
}

/** Port; each list keeps the order in which it is shown. */
export interface CatalogueStore {
  load(): Promise<CatalogueRecords>
  /** Replaces everything. The files are the source: nobody edits these on the desk. */
  replace(records: CatalogueRecords): Promise<void>
}

export const productIn = (record: ProductRecord, locale: Locale): Product => ({
  sku: record.sku,
  slug: record.slug,
  name: record.name[locale],
  category: record.category[locale],
  price: record.price,
  summary: record.summary[locale],
  attributes: record.attributes.map(({ name, value }) => ({ name: name[locale], value: value[locale] })),
})
