import type { Migration } from 'kysely/migration'

/** Categories, products and sites as they were read from the shop's files: typed records, kept as JSON. */
export const catalogueMigrations: Record<string, Migration> = {
  '0003-catalogue': {
    async up(db) {
      await db.schema
        .createTable('catalogue')
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('record', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('catalogueKey', ['kind', 'key'])
        .execute()
    },
  },
}
