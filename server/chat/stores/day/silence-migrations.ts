import type { Migration } from 'kysely/migration'

/** When a silent visitor was reminded, and since when a visitor who is gone takes no place of the capacity. */
export const silenceMigrations: Record<string, Migration> = {
  '2520-silence': {
    async up(db) {
      await db.schema.alterTable('conversations').addColumn('remindedAt', 'text').execute()
      await db.schema.alterTable('conversations').addColumn('restsSince', 'text').execute()
    },
  },
}
