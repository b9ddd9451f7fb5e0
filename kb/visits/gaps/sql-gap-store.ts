import type { Locale } from '#shared'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../storage/open-database.ts'
import type { GapStore, GapTotals } from './gap-store.ts'
import { GAP_STAGES } from './gaps.ts'
import type { VisitTables } from '../visit-tables.ts'

const BATCH = 500
/** Any constant will do: it names the lock that lets one node group at a time on PostgreSQL. */
const GROUPING_LOCK = 470_123_002

/** A question nothing answered; written out, so that the index of the ungrouped serves the query. */
export const SHOWS_GAP = sql<boolean>`("visits"."kind" in ('escalated', 'not_helped', 'no_answer') or ("visits"."kind" = 'searched' and "visits"."verdict" = 'escalate')) and "visits"."query" <> ''`

const searched = sql<number>`sum(case when "visits"."conversation" is null then 1 else 0 end)`
const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, n) => all.slice(n * BATCH, (n + 1) * BATCH))
const person = sql`coalesce("visits"."conversation", "visits"."visitor")`

export function sqlGapStore(database: Pick<Database, 'db' | 'reports' | 'kind' | 'together'>): GapStore {
  const db = database.db as Kysely<VisitTables>
  const reports = database.reports as Kysely<VisitTables>

  async function totals(
    from: Kysely<VisitTables>,
    which: { site: string; locale?: Locale; since: string; ids?: readonly string[] },
  ): Promise<GapTotals[]> {
    // All that is read of a visit stands in one index, in the order of the groups.
    const asked = from
      .selectFrom('visits')
      .where('visits.site', '=', which.site)
      .where('visits.gapId', 'is not', null)
      .where('visits.at', '>=', which.since)
      .$if(which.ids !== undefined, (query) => query.where('visits.gapId', 'in', [...(which.ids ?? [])]))
      .groupBy('visits.gapId')
      .select([
        'visits.gapId',
        sql<number>`count(distinct ${person})`.as('count'),
        searched.as('searched'),
        (eb) => eb.fn.max('visits.at').as('lastAt'),
      ])
      .as('asked')
    const rows = await from
      .selectFrom(asked)
      .innerJoin('gaps', 'gaps.id', 'asked.gapId')
      .where('gaps.site', '=', which.site)
      .$if(which.locale !== undefined, (query) => query.where('gaps.locale', '=', which.locale as string))
      .select(['gaps.id', 'gaps.site', 'gaps.locale', 'gaps.label', 'gaps.closedAt'])
      .select(['gaps.owner', 'gaps.dueOn', 'gaps.stage'])
      .select(['asked.count', 'asked.searched', 'asked.lastAt'])
      .execute()
    return rows.map((row) => ({
      ...row,
      locale: row.locale as Locale,
      stage: GAP_STAGES.find((stage) => stage === row.stage) ?? 'new',
      count: Number(row.count),
      searched: Number(row.searched),
      lastAt: String(row.lastAt),
    }))
  }

  const census = async (from: Kysely<VisitTables>, site: string) => {
    const { count, last } = await from
      .selectFrom('gaps')
      .where('site', '=', site)
      .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('id').as('last')])
      .executeTakeFirstOrThrow()
    return `${Number(count)} ${last ?? ''}`
  }

  return {
    async ungrouped(site, limit) {
      const rows = await db
        .selectFrom('visits')
        .select(['id', 'query', 'locale', 'at'])
        .where('site', '=', site)
        .where('gapId', 'is', null)
        .where(SHOWS_GAP)
        .orderBy('at')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ id: row.id, text: row.query, locale: row.locale as Locale, at: row.at }))
    },

    async names(site) {
      const rows = await db.selectFrom('gaps').select(['id', 'locale', 'label']).where('site', '=', site).execute()
      return rows.map((row) => ({ ...row, locale: row.locale as Locale }))
    },

    census: (site) => census(db, site),

    async group(site, expected, { fresh, visits }) {
      const writing = (to: Kysely<VisitTables>) => [
        ...batches(fresh).map((some) =>
          to.insertInto('gaps').values(some.map((gap) => ({ ...gap, closedById: null, closedByName: null }))),
        ),
        ...[...visits].map(([gapId, ids]) =>
          to.updateTable('visits').set({ gapId }).where('id', 'in', ids).where('gapId', 'is', null),
        ),
      ]
      if (database.kind === 'postgres')
        return db.transaction().execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(${GROUPING_LOCK})`.execute(tx)
          if ((await census(tx, site)) !== expected) return false
          for (const query of writing(tx)) await query.execute()
          return true
        })
      // Here one process groups, a site's questions one after another.
      if ((await census(db, site)) !== expected) return false
      await database.together(writing(db))
      return true
    },

    async rename(gapId, label) {
      await db.updateTable('gaps').set({ label }).where('id', '=', gapId).execute()
    },

    totals: (filter) => totals(reports, filter),
    async totalsOf(site, ids) {
      const found: GapTotals[] = []
      for (let at = 0; at < ids.length; at += BATCH)
        found.push(...(await totals(db, { site, since: '', ids: ids.slice(at, at + BATCH) })))
      return found
    },

    async questions(gapId, limit) {
      const rows = await db
        .selectFrom('visits')
        .select(['query', 'at', 'kind', 'conversation'])
        .where('gapId', '=', gapId)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ query, ...row }) => ({ text: query, ...row }))
    },

    async questionsForAll(gapId, limit) {
      const rows = await db
        .selectFrom('visits')
        .where('gapId', '=', gapId)
        .groupBy('query')
        .having(({ or, eb }) => or([eb(sql<number>`count(distinct ${person})`, '>', 1), eb(searched, '>', 0)]))
        .select(['query', (eb) => eb.fn.max('at').as('at'), (eb) => eb.fn.max('kind').as('kind')])
        .orderBy('at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ query, at, kind }) => ({
        text: query,
        at: String(at),
        kind: String(kind),
        conversation: null,
      }))
    },

    async tend(gapId, site, { owner, dueOn, stage }) {
      const tended = await db
        .updateTable('gaps')
        .set({ owner, dueOn, stage })
        .where('id', '=', gapId)
        .where('site', '=', site)
        .executeTakeFirst()
      return Number(tended.numUpdatedRows) > 0
    },

    async close(gapId, site, by, at) {
      const closed = await db
        .updateTable('gaps')
        .set({ closedAt: at, closedById: by.id, closedByName: by.name })
        .where('id', '=', gapId)
        .where('site', '=', site)
        .executeTakeFirst()
      return Number(closed.numUpdatedRows) > 0
    },
  }
}
