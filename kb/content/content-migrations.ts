import type { Migration } from 'kysely/migration'

/** What stood in which file when it was last imported or exported: the common ancestor of the three-way comparison. */
export const contentMigrations: Record<string, Migration> = {
  '0004-content-files': {
    async up(db) {
      await db.schema
        .createTable('contentFiles')
        .addColumn('path', 'text', (c) => c.primaryKey())
        .addColumn('checksum', 'text', (c) => c.notNull())
        .addColumn('answerId', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .execute()
    },
  },
  '0310-imported-folder': {
    /** The folder as it was when an import of it found nothing to complain of: one row. */
    async up(db) {
      await db.schema
        .createTable('importedFolder')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('digest', 'text', (c) => c.notNull())
        .execute()
    },
  },
}
