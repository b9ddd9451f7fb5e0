import type { Migration } from 'kysely/migration'

/** Until when each site's newest digest reaches: what is written once is not written again. */
export const digestMigrations: Record<string, Migration> = {
  '2535-digests': {
    async up(db) {
      await db.schema
        .createTable('digests')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('until', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('digests_site_until', ['site', 'until'])
        .execute()
    },
  },
}
