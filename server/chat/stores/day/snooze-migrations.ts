import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is out of its operator's way: since when (null: nothing is), and until when at the latest (null: until the visitor writes). */
export const snoozeMigrations: Record<string, Migration> = {
  '2510-snooze': {
    async up(db) {
      await db.schema.alterTable('conversations').addColumn('snoozedAt', 'text').execute()
      await db.schema.alterTable('conversations').addColumn('snoozedUntil', 'text').execute()
      await sql`create index "conversations_snoozedUntil" on "conversations" ("snoozedUntil") where "snoozedUntil" is not null`.execute(
        db,
      )
    },
  },
}
