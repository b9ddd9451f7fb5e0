import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who is kept out, and what waits to be looked at. A block is one decision with one row; each way to know whom it
 * concerns is a row of its own, a keyed digest with no way back to an id or an address.
 */
export const keepingOutMigrations: Record<string, Migration> = {
  '1024-blocks': {
    async up(db) {
      await db.schema
        .createTable('blocks')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('until', 'text')
        .addColumn('conversationId', 'text')
        .addColumn('byId', 'text', (column) => column.notNull())
        .addColumn('byName', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .addColumn('liftedAt', 'text')
        .addColumn('liftedBy', 'text')
        .execute()
      await db.schema.createIndex('blocks_site_createdAt').on('blocks').columns(['site', 'createdAt']).execute()
      await db.schema
        .createTable('blockKeys')
        .addColumn('blockId', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('blockKeys_blockId_kind', ['blockId', 'kind'])
        .execute()
    },
  },
  '1025-held': {
    async up(db) {
      // Of the network a /24 (IPv4) or a /48 (IPv6), as a keyed digest; of the first words what repeats them.
      for (const column of ['subnet', 'openingKey', 'heldBecause', 'mark'])
        await db.schema.alterTable('conversations').addColumn(column, 'text').execute()
      await db.schema
        .createIndex('conversations_subnet_createdAt')
        .on('conversations')
        .columns(['subnet', 'createdAt'])
        .execute()
      await db.schema
        .createIndex('conversations_openingKey_createdAt')
        .on('conversations')
        .columns(['openingKey', 'createdAt'])
        .execute()
      await sql`create index "conversations_held" on "conversations" ("createdAt") where "heldBecause" is not null`.execute(
        db,
      )
    },
  },
}
