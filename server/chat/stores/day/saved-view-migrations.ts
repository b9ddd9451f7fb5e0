import type { Migration } from 'kysely/migration'

/** Lists somebody narrowed and gave a name to: for themselves, or for everybody of the site. */
export const savedViewMigrations: Record<string, Migration> = {
  '2530-saved-views': {
    async up(db) {
      await db.schema
        .createTable('savedViews')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('ownerId', 'text', (column) => column.notNull())
        .addColumn('shared', 'integer', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('list', 'text', (column) => column.notNull())
        // JSON, as `ListFilter` of the protocol has it.
        .addColumn('filter', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        // One that was taken away can be given back.
        .addColumn('removedAt', 'text')
        .execute()
      await db.schema.createIndex('savedViews_site').on('savedViews').columns(['site', 'ownerId']).execute()
    },
  },
}
