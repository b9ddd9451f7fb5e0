import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is to be done about a conversation, by whom and by when. */
export const taskMigrations: Record<string, Migration> = {
  '2533-tasks': {
    async up(db) {
      await db.schema
        .createTable('tasks')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('conversationId', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('dueAt', 'text', (column) => column.notNull())
        .addColumn('assigneeId', 'text', (column) => column.notNull())
        .addColumn('assigneeName', 'text', (column) => column.notNull())
        .addColumn('byId', 'text', (column) => column.notNull())
        .addColumn('byName', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        // Null: nobody was told yet that its time has come.
        .addColumn('toldAt', 'text')
        .addColumn('doneAt', 'text')
        .execute()
      await db.schema.createIndex('tasks_conversationId').on('tasks').columns(['conversationId', 'dueAt']).execute()
      await sql`create index "tasks_open" on "tasks" ("assigneeId", "dueAt") where "doneAt" is null`.execute(db)
      await sql`create index "tasks_untold" on "tasks" ("dueAt") where "doneAt" is null and "toldAt" is null`.execute(
        db,
      )
    },
  },
}
