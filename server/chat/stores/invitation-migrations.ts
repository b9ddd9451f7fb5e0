import type { Migration } from 'kysely/migration'

/** Invitations to talk. `openVisit` is the visit as long as the invitation stands: the database lets one visit have one. */
export const invitationMigrations: Record<string, Migration> = {
  '1029-talk-invitations': {
    async up(db) {
      await db.schema
        .createTable('talkInvitations')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('visit', 'text', (column) => column.notNull())
        .addColumn('openVisit', 'text', (column) => column.unique())
        .addColumn('browser', 'text', (column) => column.notNull())
        .addColumn('visitorId', 'text')
        .addColumn('operatorId', 'text', (column) => column.notNull())
        .addColumn('operatorName', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .addColumn('shownAt', 'text')
        .addColumn('shownIn', 'text')
        .addColumn('endedAt', 'text')
        .addColumn('ending', 'text')
        .addColumn('conversationId', 'text')
        .execute()
      await db.schema.createIndex('talkInvitations_visit').on('talkInvitations').columns(['visit']).execute()
      await db.schema
        .createIndex('talkInvitations_site_createdAt')
        .on('talkInvitations')
        .columns(['site', 'createdAt'])
        .execute()
      await db.schema.createIndex('talkInvitations_endedAt').on('talkInvitations').columns(['endedAt']).execute()
      await db.schema
        .createIndex('talkInvitations_conversationId')
        .on('talkInvitations')
        .columns(['conversationId'])
        .execute()
    },
  },
}
