import type { Migration } from 'kysely/migration'

/**
 * Labels of a site, and which conversations have them. A conversation's row repeats the ids as JSON: lists show them
 * without asking again; what is counted and looked for is read from the table.
 */
export const labelMigrations: Record<string, Migration> = {
  '2500-labels': {
    async up(db) {
      await db.schema
        .createTable('labels')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('color', 'text', (column) => column.notNull())
        .addColumn('setBy', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        // One that was taken away keeps its conversations, so that it can be given back.
        .addColumn('removedAt', 'text')
        .execute()
      await db.schema.createIndex('labels_site').on('labels').columns(['site']).execute()
      await db.schema
        .createTable('conversationLabels')
        .addColumn('labelId', 'text', (column) => column.notNull())
        .addColumn('conversationId', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('conversationLabels_labelId_conversationId', ['labelId', 'conversationId'])
        .execute()
      await db.schema
        .createIndex('conversationLabels_conversationId')
        .on('conversationLabels')
        .columns(['conversationId'])
        .execute()
      await db.schema.alterTable('conversations').addColumn('labels', 'text').execute()
    },
  },
}
