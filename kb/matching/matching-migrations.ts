import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Tables of what the matcher learnt and of the lead's settings for it. */
export const matchingMigrations: Record<string, Migration> = {
  '0300-matching': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('matchOutcomes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('visitor', 'text', (column) => column.notNull())
        .addColumn('query', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('answerId', 'text')
        .addColumn('at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('matchOutcomesBySiteAndQuestion')
        .on('matchOutcomes')
        .columns(['site', 'question'])
        .execute()
      await db.schema
        .createTable('matchSettings')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('matchSettingsKey', ['site', 'name'])
        .execute()
    },
  },
  '0301-text-vectors': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('textVectors')
        .addColumn('model', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('vector', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('textVectorsKey', ['model', 'hash'])
        .execute()
    },
  },
}
