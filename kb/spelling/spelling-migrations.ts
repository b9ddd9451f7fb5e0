import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The shops' own words. `word` is kept as written, `key` is how it is compared. */
export const spellingMigrations: Record<string, Migration> = {
  '0005-words': {
    async up(db) {
      await db.schema
        .createTable('words')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('word', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('origin', 'text', (c) => c.notNull())
        .addColumn('byId', 'text', (c) => c.notNull())
        .addColumn('byName', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .execute()
    },
  },
  /** Each shop has its own. Those of the desk held for every shop there was, so each keeps them; those of files go on holding for all. */
  '0027-words-of-sites': {
    async up(db) {
      await db.schema.alterTable('words').renameTo('wordsOfAll').execute()
      await db.schema
        .createTable('words')
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('word', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('origin', 'text', (c) => c.notNull())
        .addColumn('byId', 'text', (c) => c.notNull())
        .addColumn('byName', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('wordsOfSites', ['site', 'key'])
        .execute()
      const columns = sql.raw('"key", "word", "state", "origin", "byId", "byName", "at"')
      await sql`insert into "words" ("site", ${columns}) select '', ${columns} from "wordsOfAll" where "origin" = 'shipped'`.execute(
        db,
      )
      await sql`insert into "words" ("site", ${columns})
        select "sites"."key", ${sql.raw('"w"."key", "w"."word", "w"."state", "w"."origin", "w"."byId", "w"."byName", "w"."at"')}
        from "wordsOfAll" as "w" join "catalogue" as "sites" on "sites"."kind" = 'site' where "w"."origin" <> 'shipped'`.execute(
        db,
      )
      await db.schema.dropTable('wordsOfAll').execute()
    },
  },
}
