import type { Migration } from 'kysely/migration'

/** Until when nothing is offered to whoever has just solved something. */
export const wrapUpMigrations: Record<string, Migration> = {
  '2532-wrap-up': {
    async up(db) {
      await db.schema.alterTable('operators').addColumn('wrapsUpUntil', 'text').execute()
    },
  },
}
