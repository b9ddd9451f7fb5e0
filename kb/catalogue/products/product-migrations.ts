import type { CreateTableBuilder } from 'kysely'
import type { Migration } from 'kysely/migration'

// biome-ignore lint/suspicious/noExplicitAny: the columns are all it adds
const rowColumns = (table: CreateTableBuilder<any, any>) =>
  table
    .addColumn('sku', 'text', (c) => c.notNull())
    .addColumn('skuKey', 'text', (c) => c.notNull())
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('urlKey', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('category', 'text')
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('record', 'text', (c) => c.notNull())

/** Products from shops' feeds, what of a feed waits to be taken, what was imported and where feeds are fetched from. */
export const productMigrations: Record<string, Migration> = {
  '0024-products': {
    async up(db) {
      await rowColumns(
        db.schema
          .createTable('products')
          .addColumn('site', 'text', (c) => c.notNull())
          .addColumn('locale', 'text', (c) => c.notNull()),
      )
        .addPrimaryKeyConstraint('productsKey', ['site', 'locale', 'sku'])
        .execute()
      for (const column of ['skuKey', 'slug', 'urlKey', 'category'])
        await db.schema
          .createIndex(`productsBy${column[0]?.toUpperCase()}${column.slice(1)}`)
          .on('products')
          .columns(['site', column])
          .execute()
      await rowColumns(db.schema.createTable('feedRows').addColumn('importId', 'text', (c) => c.notNull()))
        .addPrimaryKeyConstraint('feedRowsKey', ['importId', 'sku'])
        .execute()
      await db.schema
        .createTable('catalogueImports')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('locale', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('record', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('catalogueImportsBySite').on('catalogueImports').columns(['site', 'at']).execute()
      await db.schema
        .createTable('catalogueSources')
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('locale', 'text', (c) => c.notNull())
        .addColumn('nextAt', 'text')
        .addColumn('record', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('catalogueSourcesKey', ['site', 'locale'])
        .execute()
    },
  },
}
