import type { Migration } from 'kysely/migration'

/** How leads judge conversations: the card of a site, and each conversation that was drawn. */
export const qualityMigrations: Record<string, Migration> = {
  '2730-quality': {
    async up(db) {
      await db.schema
        .createTable('qualityCards')
        .addColumn('site', 'text', (column) => column.primaryKey().notNull())
        // JSON.
        .addColumn('criteria', 'text', (column) => column.notNull())
        .addColumn('perWeek', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('qualityReviews')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('week', 'text', (column) => column.notNull())
        .addColumn('operatorId', 'text', (column) => column.notNull())
        .addColumn('conversationId', 'text', (column) => column.notNull())
        .addColumn('drawnBy', 'text', (column) => column.notNull())
        // JSON; null: not judged yet.
        .addColumn('scores', 'text')
        .addColumn('score', 'integer')
        .addColumn('comment', 'text', (column) => column.notNull().defaultTo(''))
        .addColumn('reviewedById', 'text')
        .addColumn('reviewedAt', 'text')
        .addColumn('reply', 'text', (column) => column.notNull().defaultTo(''))
        .addColumn('repliedAt', 'text')
        .addUniqueConstraint('qualityReviews_conversationId_operatorId', ['conversationId', 'operatorId'])
        .execute()
      await db.schema.createIndex('qualityReviews_site_week').on('qualityReviews').columns(['site', 'week']).execute()
      await db.schema
        .createIndex('qualityReviews_operatorId_reviewedAt')
        .on('qualityReviews')
        .columns(['operatorId', 'reviewedAt'])
        .execute()
    },
  },
}
