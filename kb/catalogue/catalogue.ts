import type { Audience, Locale, Person } from '../answers/answer.ts'
import type { Product, Site, SitePatch } from '../library.ts'

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
  /** Replaces everything that files say; what was changed of a site on the desk stays over it. */
  replace(records: CatalogueRecords): Promise<void>
  changeSite(id: string, patch: SitePatch, by: Person, at: string): Promise<void>
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
