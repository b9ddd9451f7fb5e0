import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database } from '#kb'

/**
 * What the desk's search finds in conversations: one row of folded words for each message and, at `seq` 0, for the question and the
 * people. Of SQLite FTS5, of PostgreSQL a text vector under GIN; both are kept by the database itself. `searchState` says up to which
 * `rev` a conversation stands there.
 */
export const searchMigrations = (kind: Database['kind']): Record<string, Migration> => ({
  '1014-search': {
    async up(db) {
      const id = kind === 'sqlite' ? 'integer primary key autoincrement' : 'bigserial primary key'
      await sql
        .raw(
          `create table "searchTexts" ("id" ${id}, "conversationId" text not null, "seq" integer not null, "text" text not null, "stamp" text not null)`,
        )
        .execute(db)
      await sql`create unique index "searchTexts_conversationId_seq" on "searchTexts" ("conversationId", "seq")`.execute(
        db,
      )
      await sql`create table "searchState" ("conversationId" text not null primary key, "rev" integer not null)`.execute(
        db,
      )
      for (const statement of kind === 'sqlite' ? SQLITE_INDEX : POSTGRES_INDEX) await sql.raw(statement).execute(db)
    },
  },
})

/** `secure-delete`: what is erased is gone from the index at once, not at the next merge. */
const SQLITE_INDEX = [
  `create virtual table "searchIndex" using fts5("text", content = 'searchTexts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0')`,
  `insert into "searchIndex" ("searchIndex", "rank") values ('secure-delete', 1)`,
  `create trigger "searchTexts_added" after insert on "searchTexts" begin
     insert into "searchIndex" ("rowid", "text") values (new."id", new."text"); end`,
  `create trigger "searchTexts_removed" after delete on "searchTexts" begin
     insert into "searchIndex" ("searchIndex", "rowid", "text") values ('delete', old."id", old."text"); end`,
]
/** The words are cut already, so no parser of a language reads them again. */
const POSTGRES_INDEX = [
  `create index "searchTexts_words" on "searchTexts" using gin (array_to_tsvector(string_to_array("text", ' ')))`,
]
