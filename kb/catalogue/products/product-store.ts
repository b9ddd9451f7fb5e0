import { fold, likePattern, type Locale, type Page } from '#shared'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../storage/open-database.ts'
import type { Product, ProductCategory } from '../catalogue.ts'
import { productOfRow, type ProductRow, type StoredProduct } from './product-row.ts'

export interface ProductTables {
  products: StoredProduct
  feedRows: ProductRow & { importId: string }
}
export interface ProductFilter {
  text?: string
  /** Id of a category; its own products, not those of categories below it. */
  category?: string
  page: number
  perPage: number
}
export type ProductStore = ReturnType<typeof sqlProductStore>

/** SQLite takes 32 766 values in a statement, PostgreSQL 65 535. */
const AT_A_TIME = 500
const SLUGS_AT_A_TIME = 2_000

/** Products that came by feeds. What one request asks is read by an index; what looks at them all is read where nobody waits. */
export function sqlProductStore(database: Pick<Database, 'db' | 'reports'>) {
  const db = database.db as Kysely<ProductTables>
  const reports = database.reports as Kysely<ProductTables>
  const shown = ['products.locale', 'products.sku', 'products.slug', 'products.name', 'products.record'] as const
  /** In this language, or else in any. */
  const inLanguage = <Row extends { locale: Locale }>(rows: readonly Row[], locale: Locale) =>
    rows.find((row) => row.locale === locale) ?? rows[0]

  async function one(
    site: string,
    locale: Locale,
    column: 'slug' | 'skuKey' | 'urlKey' | 'category' | 'sku',
    values: readonly string[],
  ): Promise<Product | null> {
    for (const value of values) {
      const rows = await db
        .selectFrom('products')
        .select(shown)
        .where('site', '=', site)
        .where(column, '=', value)
        .orderBy('sku')
        .limit(10)
        .execute()
      const row = inLanguage(rows, locale)
      if (row) return productOfRow(row)
    }
    return null
  }

  return {
    one,

    /** By article numbers as `skuKey` writes them. */
    async bySkuKeys(site: string, locale: Locale, keys: readonly string[]): Promise<Map<string, Product>> {
      if (keys.length === 0) return new Map()
      const rows = await db
        .selectFrom('products')
        .select([...shown, 'products.skuKey'])
        .where('site', '=', site)
        .where('skuKey', 'in', keys.slice(0, AT_A_TIME))
        .execute()
      const found = Map.groupBy(rows, (row) => row.skuKey)
      return new Map(
        [...found].flatMap(([key, some]) => {
          const row = inLanguage(some, locale)
          return row ? [[key, productOfRow(row)] as const] : []
        }),
      )
    },

    async bySkus(site: string, locale: Locale, skus: readonly string[]): Promise<Map<string, Product>> {
      const found = new Map<string, Product>()
      for (let at = 0; at < skus.length; at += AT_A_TIME) {
        const rows = await db
          .selectFrom('products')
          .select(shown)
          .where('site', '=', site)
          .where('sku', 'in', skus.slice(at, at + AT_A_TIME))
          .execute()
        for (const [sku, some] of Map.groupBy(rows, (row) => row.sku)) {
          const row = inLanguage(some, locale)
          if (row) found.set(sku, productOfRow(row))
        }
      }
      return found
    },

    async list(
      site: string,
      locale: Locale,
      { text = '', category, page, perPage }: ProductFilter,
    ): Promise<Page<Product>> {
      let found = reports
        .selectFrom('products')
        .where('site', '=', site)
        .where('locale', '=', await languageOf(site, locale))
      if (category !== undefined) found = found.where('category', '=', category)
      for (const word of fold(text).split(/\s+/).filter(Boolean).slice(0, 8))
        found = found.where(sql<boolean>`words like ${likePattern(word)} escape '\\'`)
      const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await found
        .select(shown)
        .orderBy('name')
        .orderBy('sku')
        .limit(perPage)
        .offset((page - 1) * perPage)
        .execute()
      return { items: rows.map(productOfRow), page, perPage, total: Number(total) }
    },

    async categories(site: string, locale: Locale): Promise<ProductCategory[]> {
      const rows = await reports
        .selectFrom('products')
        .select((eb) => [eb.fn.countAll<number>().as('products'), eb.fn.max('record').as('record')])
        .where('site', '=', site)
        .where('locale', '=', await languageOf(site, locale))
        .where('category', 'is not', null)
        .groupBy('category')
        .execute()
      return rows
        .map(({ products, record }) => ({
          path: (JSON.parse(String(record)) as Pick<Product, 'categories'>).categories,
          products: Number(products),
        }))
        .flatMap(({ path: [own, ...above], products }) =>
          own ? [{ id: own.id, name: own.name, above: above.map(({ name }) => name).reverse(), products }] : [],
        )
    },

    /** How many there are, by site and language. */
    async counts(): Promise<{ site: string; locale: Locale; products: number }[]> {
      const rows = await reports
        .selectFrom('products')
        .select((eb) => ['site', 'locale', eb.fn.countAll<number>().as('products')] as const)
        .groupBy(['site', 'locale'])
        .execute()
      return rows.map((row) => ({ site: row.site, locale: row.locale, products: Number(row.products) }))
    },

    /** In pages: tens of thousands at once would hold the thread that takes them over. */
    async slugs(site: string): Promise<Set<string>> {
      const found = new Set<string>()
      for (let last = ''; ; ) {
        const rows = await reports
          .selectFrom('products')
          .select('slug')
          .distinct()
          .where('site', '=', site)
          .where('slug', '>', last)
          .orderBy('slug')
          .limit(SLUGS_AT_A_TIME)
          .execute()
        for (const { slug } of rows) found.add(slug)
        if (rows.length < SLUGS_AT_A_TIME) return found
        last = rows.at(-1)?.slug ?? ''
      }
    },
  }

  /** A shop with a feed in one language shows its products in that one to all. */
  async function languageOf(site: string, locale: Locale): Promise<Locale> {
    const own = await db
      .selectFrom('products')
      .select('locale')
      .where('site', '=', site)
      .where('locale', '=', locale)
      .limit(1)
      .execute()
    if (own.length > 0) return locale
    const any = await db.selectFrom('products').select('locale').where('site', '=', site).limit(1).execute()
    return any[0]?.locale ?? locale
  }
}
