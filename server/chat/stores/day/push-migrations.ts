import type { Migration } from 'kysely/migration'

/** Browsers that are called while no desk is open in them. */
export const pushMigrations: Record<string, Migration> = {
  '2534-pushing': {
    async up(db) {
      await db.schema
        .createTable('pushKeys')
        .addColumn('name', 'text', (column) => column.primaryKey().notNull())
        .addColumn('privateKey', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('pushSubscriptions')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('personId', 'text', (column) => column.notNull())
        // It lasts as long as this session does.
        .addColumn('sessionId', 'text', (column) => column.notNull())
        .addColumn('endpoint', 'text', (column) => column.notNull().unique())
        .addColumn('p256dh', 'text', (column) => column.notNull())
        .addColumn('auth', 'text', (column) => column.notNull())
        .addColumn('locale', 'text', (column) => column.notNull())
        // What it is called for, each between commas, so that one can be looked for.
        .addColumn('kinds', 'text', (column) => column.notNull())
        .addColumn('words', 'integer', (column) => column.notNull())
        // JSON: from, to and the time zone they are of; null: none.
        .addColumn('quiet', 'text')
        .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('pushSubscriptions_personId')
        .on('pushSubscriptions')
        .columns(['personId', 'createdAt'])
        .execute()
      await db.schema
        .createTable('pushes')
        .addColumn('subscriptionId', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        // Until then it is somebody's to send; null: it is done with.
        .addColumn('claimedUntil', 'text')
        .addPrimaryKeyConstraint('pushes_subscriptionId_key', ['subscriptionId', 'key'])
        .execute()
      await db.schema.createIndex('pushes_at').on('pushes').column('at').execute()
    },
  },
}
