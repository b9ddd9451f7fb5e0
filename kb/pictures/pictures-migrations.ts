import type { Migration } from 'kysely/migration'

/** Pictures of the library, and their bytes in pieces: as they came, and in every size somebody asked for. */
export const picturesMigrations: Record<string, Migration> = {
  '0025-answer-pictures': {
    async up(db) {
      await db.schema
        .createTable('answerPictures')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('width', 'integer', (column) => column.notNull())
        .addColumn('height', 'integer', (column) => column.notNull())
        .addColumn('size', 'integer', (column) => column.notNull())
        .addColumn('byId', 'text', (column) => column.notNull())
        .addColumn('byName', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addUniqueConstraint('answerPicturesByName', ['name'])
        .execute()
      await db.schema
        .createTable('answerPictureParts')
        .addColumn('key', 'text', (column) => column.notNull().references('answerPictures.key').onDelete('cascade'))
        .addColumn('version', 'text', (column) => column.notNull())
        .addColumn('part', 'integer', (column) => column.notNull())
        // SQLite keeps bytes as bytes under any type.
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('answerPicturePartsKey', ['key', 'version', 'part'])
        .execute()
    },
  },
}
