import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '#kb'
import { qualityMigrations } from './quality-migrations.ts'

/**
 * What people of the desk did with conversations, and when they could be asked. Nothing of it names a visitor, so it
 * stays when a conversation is erased, as response times do.
 */
export const journalMigrations: Record<string, Migration> = {
  '2700-journal': {
    async up(db) {
      await db.schema
        .createTable('journal')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('act', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('personId', 'text')
        .addColumn('conversationId', 'text', (column) => column.notNull())
        // In which way: taken from the queue or from a colleague, ended by the visitor or by silence.
        .addColumn('how', 'text')
        .addColumn('stars', 'integer')
        .execute()
      await db.schema.createIndex('journal_site_act_at').on('journal').columns(['site', 'act', 'at']).execute()
      await db.schema.createIndex('journal_conversationId').on('journal').columns(['conversationId']).execute()
      await before(db)

      // Willing and connected, both at once: only then somebody is offered anything.
      await db.schema
        .createTable('availability')
        .addColumn('personId', 'text', (column) => column.notNull())
        // JSON; null: of every site.
        .addColumn('sites', 'text')
        .addColumn('fromAt', 'text', (column) => column.notNull())
        // null: still.
        .addColumn('untilAt', 'text')
        .execute()
      await sql`create unique index "availability_open" on "availability" ("personId") where "untilAt" is null`.execute(
        db,
      )
      await db.schema.createIndex('availability_fromAt').on('availability').columns(['fromAt']).execute()

      // Days that are over, counted once.
      await db.schema
        .createTable('workDays')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('fromAt', 'text', (column) => column.notNull())
        .addColumn('untilAt', 'text', (column) => column.notNull())
        .addColumn('counted', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('workDays_site_day', ['site', 'day'])
        .execute()
    },
  },
  ...qualityMigrations,
  '2723-conversations-by-day': {
    async up(db) {
      await db.schema
        .createIndex('conversations_site_createdAt')
        .on('conversations')
        .columns(['site', 'createdAt'])
        .execute()
    },
  },
  '2720-journal-in-full': {
    async up(db) {
      // To whom, or from whom; `otherId` of a message: whose it was.
      for (const column of ['otherId', 'toGroup'])
        await db.schema.alterTable('journal').addColumn(column, 'text').execute()
      await db.schema.createIndex('journal_site_at').on('journal').columns(['site', 'at']).execute()
      await sql`create index "journal_read" on "journal" ("personId", "conversationId", "at") where "act" = 'read'`.execute(
        db,
      )
      // Why a stretch ended, and who ended it if it was not themselves; `after`: what it began after.
      for (const column of ['because', 'byId', 'after'])
        await db.schema.alterTable('availability').addColumn(column, 'text').execute()
      await db.schema.createIndex('availability_untilAt').on('availability').columns(['untilAt']).execute()
      await sql`create index "conversations_unanswered" on "conversations" ("site", "createdAt") where "firstResponseAt" is null`.execute(
        db,
      )
    },
  },
}

/** The database itself refuses to take anything out of the journal, or to change who did what when. */
export const journalGuards = (kind: Database['kind']): Record<string, Migration> => ({
  '2721-journal-stays': {
    async up(db) {
      const written = '"id", "site", "act", "at", "personId", "conversationId", "how", "otherId", "toGroup"'
      const guards = [
        ['journal', 'delete'],
        ['journal', `update of ${written}`],
        ['availability', 'delete'],
      ] as const
      if (kind === 'postgres')
        await sql`create function "journal_refuses"() returns trigger language plpgsql as $$ begin raise exception 'the journal is append-only'; end $$`.execute(
          db,
        )
      for (const [table, change] of guards) {
        const name = `"${table}_refuses_${change.split(' ')[0]}"`
        const refuse =
          kind === 'sqlite'
            ? `begin select raise(abort, 'the journal is append-only'); end`
            : 'for each row execute function "journal_refuses"()'
        await sql.raw(`create trigger ${name} before ${change} on "${table}" ${refuse}`).execute(db)
      }
    },
  },
})

/** Of the time before, what the conversations still tell: who had each last, and how it was rated. */
// biome-ignore lint/suspicious/noExplicitAny: migrations run before any table type is true
async function before(db: Kysely<any>): Promise<void> {
  const told = (act: string, at: string, where: string, stars = 'null') =>
    sql.raw(`insert into "journal" ("id", "site", "act", "at", "personId", "conversationId", "stars")
      select '${act}_' || "id", "site", '${act}', ${at}, "operatorId", "id", ${stars} from "conversations"
      where "operatorId" is not null and ${where}`)
  await told('taken', '"acceptedAt"', '"acceptedAt" is not null').execute(db)
  await told('solved', '"solvedAt"', `"state" = 'solved' and "solvedAt" is not null`).execute(db)
  await told('rated', 'coalesce("solvedAt", "changedAt")', '"stars" is not null', '"stars"').execute(db)
  await told('promoted', 'coalesce("solvedAt", "changedAt")', '"promotedTo" is not null').execute(db)
}
