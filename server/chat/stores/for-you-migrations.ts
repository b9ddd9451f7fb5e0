import type { Migration } from 'kysely/migration'

/** What somebody at the desk should see. `key` names the occasion: said twice, it stands once. */
export const forYouMigrations: Record<string, Migration> = {
  '2600-for-you': {
    async up(db) {
      await db.schema
        .createTable('forYou')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('conversationId', 'text')
        .addColumn('answerId', 'text')
        .addColumn('byName', 'text')
        .addColumn('about', 'text')
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('readAt', 'text')
        .addUniqueConstraint('forYou_personId_key', ['personId', 'key'])
        .execute()
      await db.schema.createIndex('forYou_personId_at').on('forYou').columns(['personId', 'at', 'id']).execute()
      await db.schema.createIndex('forYou_conversationId').on('forYou').columns(['conversationId']).execute()
    },
  },
}
