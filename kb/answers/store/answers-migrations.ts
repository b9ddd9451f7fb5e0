import type { CreateTableBuilder } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { AnswerContent } from '../content.ts'

/** Answers with their history. The newest content stands in `answers`, every step of it in `revisions`. */
export const answersMigrations = {
  '0001-answers': {
    async up(db) {
      await contentColumns(db.schema.createTable('answers').addColumn('id', 'text', (c) => c.primaryKey()))
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('liveRevision', 'integer')
        .addColumn('authorId', 'text', (c) => c.notNull())
        .addColumn('authorName', 'text', (c) => c.notNull())
        .addColumn('approvedById', 'text')
        .addColumn('approvedByName', 'text')
        .addColumn('selfApproved', 'integer', (c) => c.notNull())
        .addColumn('returnedWith', 'text')
        .addColumn('origin', 'text')
        .addColumn('createdAt', 'text', (c) => c.notNull())
        .addColumn('updatedAt', 'text', (c) => c.notNull())
        .addColumn('publishedAt', 'text')
        .addColumn('folded', 'text', (c) => c.notNull())
        .addUniqueConstraint('answersPath', ['site', 'locale', 'category', 'slug'])
        .execute()
      await db.schema.createIndex('answersByState').on('answers').columns(['site', 'state', 'updatedAt']).execute()

      await contentColumns(
        db.schema
          .createTable('revisions')
          .addColumn('answerId', 'text', (c) => c.notNull().references('answers.id'))
          .addColumn('revision', 'integer', (c) => c.notNull()),
      )
        .addColumn('authorId', 'text', (c) => c.notNull())
        .addColumn('authorName', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('act', 'text', (c) => c.notNull())
        .addColumn('comment', 'text')
        .addPrimaryKeyConstraint('revisionsKey', ['answerId', 'revision'])
        .execute()
      await db.schema.createIndex('revisionsByPath').on('revisions').columns(['locale', 'category', 'slug']).execute()

      await db.schema
        .createTable('phrasings')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('answerId', 'text', (c) => c.notNull().references('answers.id'))
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addUniqueConstraint('phrasingsOnce', ['answerId', 'key'])
        .execute()
    },
  },
  '0007-plain-text': {
    /** Reading Markdown takes half a millisecond: ten thousand answers would hold up every start for five seconds. */
    async up(db) {
      await db.schema.alterTable('revisions').addColumn('plain', 'text').execute()
    },
  },
  '0008-cells': {
    /** Cells of a table are parted by tabs now: texts that may hold a table are read again when they are needed. */
    async up(db) {
      await db
        .updateTable('revisions')
        .set({ plain: null })
        .where('body', 'like', '%|%-%|%')
        .where('body', 'like', '%---%')
        .execute()
    },
  },
  '0009-asides': {
    /** Code, headings, pictures and footnotes begin with a tab now. */
    async up(db) {
      await db
        .updateTable('revisions')
        .set({ plain: null })
        .where((where) =>
          where.or(
            ['%#%', '%```%', '%~~~%', '%![%', '%[^%', '%\n===%', '%\n---%', '%    %'].map((holds) =>
              where('body', 'like', holds),
            ),
          ),
        )
        .execute()
    },
  },
  '0026-old-addresses': {
    /** Where visitors found an answer before: whoever kept such a link is led to it. */
    async up(db) {
      await db.schema
        .createTable('oldAddresses')
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('locale', 'text', (c) => c.notNull())
        .addColumn('category', 'text', (c) => c.notNull())
        .addColumn('slug', 'text', (c) => c.notNull())
        .addColumn('answerId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('oldAddressesKey', ['site', 'locale', 'category', 'slug'])
        .execute()
    },
  },
  '0028-shared-with': {
    /** Other sites that show an answer too. */
    async up(db) {
      for (const table of ['answers', 'revisions'])
        await db.schema
          .alterTable(table)
          .addColumn('sharedWith', 'text', (c) => c.notNull().defaultTo('[]'))
          .execute()
    },
  },
  '0360-validity': {
    /** When an answer is shown, when it is read again, and who cares for it. */
    async up(db) {
      for (const table of ['answers', 'revisions'])
        for (const column of ['validFrom', 'validUntil', 'reviewBy', 'owner'])
          await db.schema.alterTable(table).addColumn(column, 'text').execute()
    },
  },
} satisfies Record<string, Migration>

/** Which step made the column of each field, in `answers` and in `revisions`. */
export const COLUMN_MADE_BY = {
  site: '0001-answers',
  locale: '0001-answers',
  category: '0001-answers',
  slug: '0001-answers',
  question: '0001-answers',
  body: '0001-answers',
  audience: '0001-answers',
  products: '0001-answers',
  shortcut: '0001-answers',
  sharedWith: '0028-shared-with',
  validFrom: '0360-validity',
  validUntil: '0360-validity',
  reviewBy: '0360-validity',
  owner: '0360-validity',
} satisfies Record<keyof AnswerContent, keyof typeof answersMigrations>

function contentColumns(table: CreateTableBuilder<string, string>): CreateTableBuilder<string, string> {
  let wider = table
  for (const name of ['site', 'locale', 'category', 'slug', 'question', 'body', 'audience', 'products'])
    wider = wider.addColumn(name, 'text', (c) => c.notNull())
  return wider.addColumn('shortcut', 'text')
}
