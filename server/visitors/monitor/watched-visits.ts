import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import { heardMigrations } from './last-words.ts'

export const DEVICES = ['phone', 'tablet', 'computer'] as const
export type Device = (typeof DEVICES)[number]

/** Where a visit came from; null: the browser does not say. */
export interface CameFrom {
  /** Address of the page that led here, without its query. */
  referrer: string | null
  source: string | null
  campaign: string | null
  /** What was searched for elsewhere, where the address of that page says it. */
  phrase: string | null
}

/** Somebody on the shop's pages, from their first page until half an hour without one. */
export interface VisitRow extends CameFrom {
  /** Made by the browser, unguessable. */
  id: string
  site: string
  /** The browser's own, the same at the next visit. */
  browser: string
  /** Whose conversations these are; null: never wrote from this browser. */
  visitorId: string | null
  /** Which visit of this browser. */
  number: number
  startedAt: string
  /** Told last, when it was written: of one that goes on it is written every few minutes, and `lastWords` knows it to the second. */
  seenAt: string
  leftAt: string | null
  /** When anything but `seenAt` changed. */
  changedAt: string
  url: string
  title: string
  pageSince: string
  pages: number
  language: string
  timeZone: string
  device: Device
  /** Of the clock the browser tells, else of the address; null: neither says. */
  country: string | null
  /** Of the address, where the owner has a file of cities and the country is the clock's too. */
  city: string | null
}

export interface PageRow {
  visit: string
  number: number
  url: string
  title: string
  at: string
}

export interface MonitorTables {
  watchedVisits: VisitRow
  watchedPages: PageRow
}

export const monitorMigrations = {
  '2008-watched-visits': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('watchedVisits')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('browser', 'text', (c) => c.notNull())
        .addColumn('visitorId', 'text')
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('startedAt', 'text', (c) => c.notNull())
        .addColumn('seenAt', 'text', (c) => c.notNull())
        .addColumn('leftAt', 'text')
        .addColumn('changedAt', 'text', (c) => c.notNull())
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('pageSince', 'text', (c) => c.notNull())
        .addColumn('pages', 'integer', (c) => c.notNull())
        .addColumn('referrer', 'text')
        .addColumn('source', 'text')
        .addColumn('campaign', 'text')
        .addColumn('phrase', 'text')
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('timeZone', 'text', (c) => c.notNull())
        .addColumn('device', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('watchedVisitsByTime').on('watchedVisits').columns(['site', 'seenAt']).execute()
      await db.schema.createIndex('watchedVisitsByBrowser').on('watchedVisits').columns(['browser']).execute()
      await db.schema.createIndex('watchedVisitsByVisitor').on('watchedVisits').columns(['visitorId']).execute()
      await db.schema
        .createTable('watchedPages')
        .addColumn('visit', 'text', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('watchedPagesKey', ['visit', 'number'])
        .execute()
    },
  },
  '2610-places-of-visits': {
    up: async (db: Database['db']) => {
      for (const column of ['country', 'city'])
        await db.schema.alterTable('watchedVisits').addColumn(column, 'text').execute()
    },
  },
  ...heardMigrations,
}

/** Rows of one statement: SQLite takes 32 766 values, of which a visit needs twenty-two. */
const AT_ONCE = 500
const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE))

/** Of as many questions as there are powers of two, each is prepared once. */
const padded = (ids: readonly string[]): string[] => {
  const size = Math.min(AT_ONCE, 2 ** Math.ceil(Math.log2(ids.length)))
  return [...ids, ...Array.from({ length: size - ids.length }, () => ids[0] ?? '')]
}

export function watchedVisits(database: Pick<Database, 'db'>) {
  const db: Kysely<MonitorTables> = database.db
  const mayBeThere = (site: string, notLeftBefore: string) =>
    db
      .selectFrom('watchedVisits')
      .selectAll()
      .where('site', '=', site)
      .where((eb) => eb.or([eb('leftAt', 'is', null), eb('leftAt', '>', notLeftBefore)]))
  return {
    /** Writes what was told together; what is told twice is stored once. Answers which of those who are `there` are known. */
    async write(
      whole: readonly VisitRow[],
      pages: readonly PageRow[],
      there: readonly string[],
      at: string,
    ): Promise<string[]> {
      for (const rows of chunks(whole))
        await db
          .insertInto('watchedVisits')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              seenAt: eb.ref('excluded.seenAt'),
              leftAt: null,
              changedAt: eb.ref('excluded.changedAt'),
              url: eb.ref('excluded.url'),
              title: eb.ref('excluded.title'),
              pageSince: eb.ref('excluded.pageSince'),
              pages: eb.ref('excluded.pages'),
              country: eb.ref('excluded.country'),
              city: eb.ref('excluded.city'),
              visitorId: eb.fn.coalesce('excluded.visitorId', 'watchedVisits.visitorId'),
            })),
          )
          .execute()
      for (const rows of chunks(pages))
        await db
          .insertInto('watchedPages')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['visit', 'number']).doNothing())
          .execute()
      const known: string[] = []
      for (const ids of chunks(there)) {
        const still = db.updateTable('watchedVisits').set({ seenAt: at, leftAt: null }).where('id', 'in', padded(ids))
        known.push(...(await still.returning('id').execute()).map(({ id }) => id))
      }
      return known
    },
    /** They closed the page they were on; whoever has gone on to another has not left. */
    leave: async (id: string, pages: number, at: string): Promise<void> => {
      await db
        .updateTable('watchedVisits')
        .set({ leftAt: at, changedAt: at, seenAt: at })
        .where('id', '=', id)
        .where('pages', '<=', pages)
        .execute()
    },
    /** Who may still be there, the newest change first. */
    lately: (site: string, seenAfter: string, notLeftBefore: string, limit: number): Promise<VisitRow[]> =>
      mayBeThere(site, notLeftBefore)
        .where('seenAt', '>', seenAfter)
        // An expression, lest a database walks through the visits of all weeks by the index of changes to spare itself the sorting.
        .orderBy((eb) => eb.fn.coalesce('changedAt', eb.val('')), 'desc')
        .limit(limit)
        .execute(),
    changedSince: (site: string, changedAfter: string, notLeftBefore: string, limit: number): Promise<VisitRow[]> =>
      mayBeThere(site, notLeftBefore)
        .where('changedAt', '>', changedAfter)
        .orderBy('changedAt', 'desc')
        .limit(limit)
        .execute(),
    /** Those who closed their page and have not opened another. */
    leftSince: async (site: string, seenAfter: string): Promise<{ id: string; leftAt: string }[]> =>
      (
        await db
          .selectFrom('watchedVisits')
          .select(['id', 'leftAt'])
          .where('site', '=', site)
          .where('seenAt', '>', seenAfter)
          .where('leftAt', 'is not', null)
          .execute()
      ).map(({ id, leftAt }) => ({ id, leftAt: leftAt ?? '' })),
    one: (site: string, id: string): Promise<VisitRow | undefined> =>
      db.selectFrom('watchedVisits').selectAll().where('id', '=', id).where('site', '=', site).executeTakeFirst(),
    async some(site: string, ids: readonly string[]): Promise<VisitRow[]> {
      const found: VisitRow[] = []
      for (const some of chunks(ids))
        found.push(
          ...(await db
            .selectFrom('watchedVisits')
            .selectAll()
            .where('id', 'in', some)
            .where('site', '=', site)
            .execute()),
        )
      return found
    },
    /** Newest first. */
    since: (site: string, startedAfter: string, limit: number): Promise<VisitRow[]> =>
      db
        .selectFrom('watchedVisits')
        .selectAll()
        .where('site', '=', site)
        .where('seenAt', '>', startedAfter)
        .where('startedAt', '>', startedAfter)
        .orderBy('seenAt', 'desc')
        .limit(limit)
        .execute(),
    /** Of many visits, each from its first page on. */
    async firstPagesOf(visits: readonly string[], perVisit: number): Promise<PageRow[]> {
      const found: PageRow[] = []
      for (const some of chunks(visits))
        found.push(
          ...(await db
            .selectFrom('watchedPages')
            .selectAll()
            .where('visit', 'in', some)
            .where('number', '<=', perVisit)
            .orderBy('number')
            .execute()),
        )
      return found
    },
    /** A visit of a browser that had written nothing yet. */
    belongsTo: async (site: string, id: string, visitorId: string): Promise<void> => {
      await db
        .updateTable('watchedVisits')
        .set({ visitorId })
        .where('id', '=', id)
        .where('site', '=', site)
        .where('visitorId', 'is', null)
        .execute()
    },
    pagesOf: (visit: string, limit: number): Promise<PageRow[]> =>
      db
        .selectFrom('watchedPages')
        .selectAll()
        .where('visit', '=', visit)
        .orderBy('number', 'desc')
        .limit(limit)
        .execute(),
    /** Newest first. */
    visitsOf: (site: string, visitorId: string, limit: number): Promise<VisitRow[]> =>
      db
        .selectFrom('watchedVisits')
        .selectAll()
        .where('visitorId', '=', visitorId)
        .where('site', '=', site)
        .orderBy('startedAt', 'desc')
        .limit(limit)
        .execute(),
    visitsOfBrowser: (site: string, browser: string, limit: number): Promise<VisitRow[]> =>
      db
        .selectFrom('watchedVisits')
        .selectAll()
        .where('browser', '=', browser)
        .where('site', '=', site)
        .orderBy('startedAt', 'desc')
        .limit(limit)
        .execute(),
    /** Something else became known of whoever makes these visits. False: nobody does. */
    touch: async (site: string, by: { browser: string } | { visitorId: string }, at: string): Promise<boolean> => {
      const all = db
        .updateTable('watchedVisits')
        .set({ changedAt: at })
        .where('site', '=', site)
        .where('leftAt', 'is', null)
      const { numUpdatedRows } = await ('browser' in by
        ? all.where('browser', '=', by.browser)
        : all.where('visitorId', '=', by.visitorId)
      ).executeTakeFirst()
      return numUpdatedRows > 0n
    },
    /** Removes visits by who made them; whatever else is known of a browser that wrote goes with its visitor. Answers what they were. */
    async forget(
      site: string,
      by: { browser: string } | { visitorId: string },
    ): Promise<{ browsers: string[]; visits: string[] }> {
      const browsers =
        'browser' in by
          ? [by.browser]
          : (
              await db
                .selectFrom('watchedVisits')
                .select('browser')
                .distinct()
                .where('visitorId', '=', by.visitorId)
                .where('site', '=', site)
                .execute()
            ).map(({ browser }) => browser)
      if (browsers.length === 0) return { browsers, visits: [] }
      const theirs = db
        .selectFrom('watchedVisits')
        .select('id')
        .where('browser', 'in', browsers)
        .where('site', '=', site)
      const visits = (await theirs.execute()).map(({ id }) => id)
      await db.deleteFrom('watchedPages').where('visit', 'in', theirs).execute()
      await db.deleteFrom('watchedVisits').where('browser', 'in', browsers).where('site', '=', site).execute()
      return { browsers, visits }
    },
    /** The oldest visits of a site, some at a time. True: there may be more. */
    async prune(site: string, seenBefore: string): Promise<boolean> {
      const old = await db
        .selectFrom('watchedVisits')
        .select('id')
        .where('site', '=', site)
        .where('seenAt', '<', seenBefore)
        .orderBy('seenAt')
        .limit(AT_ONCE)
        .execute()
      if (old.length === 0) return false
      const ids = old.map(({ id }) => id)
      await db.deleteFrom('watchedPages').where('visit', 'in', ids).execute()
      await db.deleteFrom('watchedVisits').where('id', 'in', ids).execute()
      return old.length === AT_ONCE
    },
  }
}
export type WatchedVisits = ReturnType<typeof watchedVisits>
