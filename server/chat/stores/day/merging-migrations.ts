import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The conversation it goes on in; null: in itself. */
export const mergingMigrations: Record<string, Migration> = {
  '2531-merging': {
    async up(db) {
      await db.schema.alterTable('conversations').addColumn('mergedInto', 'text').execute()
      await sql`create index "conversations_mergedInto" on "conversations" ("mergedInto") where "mergedInto" is not null`.execute(
        db,
      )
    },
  },
}
