import { randomText } from '#shared'
import type { Migration } from 'kysely/migration'
import { sql } from 'kysely'
import { recount } from './answer-tallies.ts'
import { SHOWS_GAP } from './gaps/sql-gap-store.ts'
import { IS_JUDGED } from './sql-visit-store.ts'

const ANONYMOUS_LENGTH = 22

/** What visitors did with the library, and the gaps it showed. `visitor` is an opaque key. */
export const visitsMigrations: Record<string, Migration> = {
  '0006-growth': {
    async up(db) {
      await db.schema
        .createTable('visits')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('locale', 'text', (c) => c.notNull())
        .addColumn('visitor', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('query', 'text', (c) => c.notNull())
        .addColumn('answerId', 'text')
        .addColumn('reason', 'text')
        .addColumn('conversation', 'text')
        .addColumn('verdict', 'text')
        .addColumn('product', 'text')
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('gapId', 'text')
        .execute()
      await db.schema.createIndex('visitsByTime').on('visits').columns(['site', 'at', 'kind']).execute()
      await db.schema.createIndex('visitsByAnswer').on('visits').columns(['answerId', 'kind']).execute()
      await db.schema.createIndex('visitsByGap').on('visits').columns(['gapId', 'at']).execute()
      await db.schema
        .createTable('gaps')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('locale', 'text', (c) => c.notNull())
        .addColumn('label', 'text', (c) => c.notNull())
        .addColumn('closedAt', 'text')
        .addColumn('closedById', 'text')
        .addColumn('closedByName', 'text')
        .execute()
    },
  },
  '0015-answer-tallies': {
    /** How many visitors judged and opened each answer, kept as it happens: every page of the shop asks for the best. */
    async up(db) {
      await db.schema
        .createTable('answerTallies')
        .addColumn('answerId', 'text', (c) => c.primaryKey())
        .addColumn('helped', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('notHelped', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('opened', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('worth', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema.createIndex('answerTalliesByWorth').on('answerTallies').column('worth').execute()
      await db.schema.dropIndex('visitsByAnswer').execute()
      await db.schema.createIndex('visitsByAnswer').on('visits').columns(['answerId', 'kind', 'visitor']).execute()
      await recount(db)
    },
  },
  '0018-visit-days': {
    /** A report of a year is the sum of its days: each is counted once, when it is over. */
    async up(db) {
      let table = db.schema
        .createTable('visitDays')
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('day', 'text', (c) => c.notNull())
      for (const name of [
        ...['searches', 'answered', 'escalated', 'helped', 'notHelped'],
        ...['visits', 'endedHelped', 'endedSilent', 'endedNothing', 'endedPerson'],
      ])
        table = table.addColumn(name, 'integer', (c) => c.notNull())
      await table.addPrimaryKeyConstraint('visitDaysKey', ['site', 'day']).execute()
    },
  },
  '0017-strangers': {
    /** The search page once kept addresses as they are: what is left of them is that these visits belong together. */
    async up(db) {
      await db.schema.createIndex('visitsByVisitor').on('visits').columns(['visitor', 'at']).execute()
      await sql`create index "visitsByConversation" on "visits" ("conversation") where "conversation" is not null`.execute(
        db,
      )
      const raw = await db
        .selectFrom('visits')
        .select('visitor')
        .distinct()
        .where('visitor', 'like', 'address:%')
        .execute()
      for (const { visitor } of raw)
        await db
          .updateTable('visits')
          .set({ visitor: `stranger_${randomText(ANONYMOUS_LENGTH)}` })
          .where('visitor', '=', visitor)
          .execute()
    },
  },
  '0302-judged': {
    /** What visitors said of each answer over a year, read in the order in which it is counted. */
    async up(db) {
      await sql`create index "visitsJudged" on "visits" ("site", "answerId", "kind", "visitor", "at") where ${IS_JUDGED}`.execute(
        db,
      )
    },
  },
  '0365-gap-care': {
    /** Who writes the answer to a gap, by when, and how far it is. */
    async up(db) {
      for (const column of ['owner', 'dueOn', 'stage'])
        await db.schema.alterTable('gaps').addColumn(column, 'text').execute()
    },
  },
  '0303-who-asked': {
    /** Who asked what, a year of it: counted in the order of the index, without a look at the visits themselves. */
    async up(db) {
      await sql`create index "visitsWhoAsked" on "visits" ("site", "gapId", "visitor", "at", "conversation") where "gapId" is not null`.execute(
        db,
      )
    },
  },
  '0016-ungrouped': {
    /** Finding the few questions without a gap must not read a year of visits. */
    async up(db) {
      await sql`create index "visitsUngrouped" on "visits" ("site", "at") where "gapId" is null and (${SHOWS_GAP})`.execute(
        db,
      )
    },
  },
}
