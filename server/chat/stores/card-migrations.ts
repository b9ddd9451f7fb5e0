import type { Migration } from 'kysely/migration'

/** What is known of a visitor beyond their conversations: what colleagues noted, and who is the same person as whom. */
export const cardMigrations: Record<string, Migration> = {
  '1026-visitor-notes': {
    async up(db) {
      await db.schema
        .createTable('visitorNotes')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('visitorId', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('byId', 'text', (column) => column.notNull())
        .addColumn('byName', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('visitorNotes_visitorId_site')
        .on('visitorNotes')
        .columns(['visitorId', 'site'])
        .execute()
    },
  },
  '1027-visitor-joins': {
    // Two ids of one person. Who is one person are those that such pairs hold together; a pair taken back leaves the others.
    async up(db) {
      await db.schema
        .createTable('visitorJoins')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('visitorId', 'text', (column) => column.notNull())
        .addColumn('otherId', 'text', (column) => column.notNull())
        .addColumn('how', 'text', (column) => column.notNull())
        .addColumn('byId', 'text')
        .addColumn('byName', 'text')
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('visitorJoins_visitorId_site')
        .on('visitorJoins')
        .columns(['visitorId', 'site'])
        .execute()
      await db.schema.createIndex('visitorJoins_otherId_site').on('visitorJoins').columns(['otherId', 'site']).execute()
    },
  },
  '1028-by-mail': {
    async up(db) {
      await db.schema
        .createIndex('conversations_visitorMail')
        .on('conversations')
        .columns(['visitorMail', 'createdAt'])
        .execute()
    },
  },
}
