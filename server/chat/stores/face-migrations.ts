import type { Migration } from 'kysely/migration'

/**
 * How people are presented, one row for each of them and site (`''`: wherever nothing else is said), and the pictures that
 * everybody may see. Names and roles are JSON by language; a picture's versions are JSON.
 */
export const faceMigrations: Record<string, Migration> = {
  '1022-faces': {
    async up(db) {
      await db.schema
        .createTable('faces')
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('photo', 'text')
        .addColumn('names', 'text', (column) => column.notNull())
        .addColumn('roles', 'text', (column) => column.notNull())
        .addColumn('changedAt', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('faces_personId_site', ['personId', 'site'])
        .execute()
    },
  },
  '1023-pictures': {
    async up(db) {
      await db.schema
        .createTable('pictures')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('shape', 'text', (column) => column.notNull())
        .addColumn('versions', 'text', (column) => column.notNull())
        .addColumn('keptBy', 'text', (column) => column.notNull())
        .addColumn('keptAt', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
