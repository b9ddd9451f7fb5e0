import type { Kysely } from 'kysely'
import type { Site } from '../library.ts'
import type { Database } from '../storage/open-database.ts'
import type { CatalogueStore, CategoryRecord, ProductRecord } from './catalogue.ts'

interface CatalogueTables {
  catalogue: { kind: 'category' | 'product' | 'site'; key: string; position: number; record: string }
}

const BATCH = 200

export function sqlCatalogueStore(database: Pick<Database, 'db'>): CatalogueStore {
  const db = database.db as Kysely<CatalogueTables>
  return {
    async load() {
      const rows = await db.selectFrom('catalogue').selectAll().orderBy('position').orderBy('key').execute()
      const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.record))
      return { categories: of<CategoryRecord>('category'), products: of<ProductRecord>('product'), sites: of<Site>('site') }
    },

    async replace({ categories, products, sites }) {
      const rows = [
        ...categories.map((record, position) => ({ kind: 'category' as const, key: record.slug, position, record: JSON.stringify(record) })),
        ...products.map((record, position) => ({ kind: 'product' as const, key: record.sku, position, record: JSON.stringify(record) })),
        ...sites.map((record, position) => ({ kind: 'site' as const, key: record.id, position, record: JSON.stringify(record) })),
      ]
      const write = async (inner: Kysely<CatalogueTables>) => {
        await inner.deleteFrom('catalogue').execute()
        for (let at = 0; at < rows.length; at += BATCH) await inner.insertInto('catalogue').values(rows.slice(at, at + BATCH)).execute()
      }
      await (db.isTransaction ? write(db) : db.transaction().execute(write))
    },
  }
}
