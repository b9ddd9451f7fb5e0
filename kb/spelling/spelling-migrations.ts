import type { Migration } from 'kysely/migration'

/** The shop's own words. `word` is kept as written, `key` is how it is compared. */
export const spellingMigrations: Record<string, Migration> = {
  '0005-words': {
    async up(db) {
      await db.schema
        .createTable('words')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('word', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('origin', 'text', (c) => c.notNull())
        .addColumn('byId', 'text', (c) => c.notNull())
        .addColumn('byName', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .execute()
    },
  },
}
