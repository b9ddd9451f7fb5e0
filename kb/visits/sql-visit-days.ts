import { type Kysely, sql } from 'kysely'
import type { Database } from '../storage/open-database.ts'
import type { VisitDays } from './visit-days.ts'
import type { VisitTables } from './visit-tables.ts'

export function sqlVisitDays(database: Pick<Database, 'db' | 'reports'>): VisitDays {
  const db = database.db as Kysely<VisitTables>
  const reports = database.reports as Kysely<VisitTables>
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`
  const counted = (site: string, from: string, until: string) =>
    reports
      .selectFrom('visits')
      .where('site', '=', site)
      .where('at', '>=', from)
      .where('at', '<', until)
      .select([
        count(sql`"kind" = 'searched'`).as('searches'),
        count(sql`"kind" = 'searched' and "verdict" in ('answer', 'suggest')`).as('answered'),
        count(sql`"kind" = 'escalated'`).as('escalated'),
        count(sql`"kind" = 'helped'`).as('helped'),
        count(sql`"kind" = 'not_helped'`).as('notHelped'),
      ])
  const numbers = (row: Record<'searches' | 'answered' | 'escalated' | 'helped' | 'notHelped', number>) => ({
    searches: Number(row.searches),
    answered: Number(row.answered),
    escalated: Number(row.escalated),
    helped: Number(row.helped),
    notHelped: Number(row.notHelped),
  })
  const day = sql<string>`substr("at", 1, 10)`

  return {
    counts: async (site, from, until) => numbers(await counted(site, from, until).executeTakeFirstOrThrow()),

    async countsByDay(site, from, until) {
      const rows = await counted(site, from, until).select(day.as('day')).groupBy(day).execute()
      return new Map(rows.map((row) => [row.day, numbers(row)]))
    },

    steps: (site, from, until) =>
      reports
        .selectFrom('visits')
        .select(['visitor', 'kind', 'verdict', 'conversation', 'at'])
        .where('site', '=', site)
        .where('at', '>=', from)
        .where('at', '<', until)
        .orderBy('at')
        .execute(),

    async days(site, first, last) {
      const rows = await reports
        .selectFrom('visitDays')
        .selectAll()
        .where('site', '=', site)
        .where('day', '>=', first)
        .where('day', '<=', last)
        .execute()
      return new Map(
        rows.map(({ day, searches, answered, escalated, helped, notHelped, ...ended }) => [
          day,
          {
            searches,
            answered,
            escalated,
            helped,
            notHelped,
            endings: {
              visits: ended.visits,
              helped: ended.endedHelped,
              silent: ended.endedSilent,
              nothing: ended.endedNothing,
              person: ended.endedPerson,
              recent: 0,
            },
          },
        ]),
      )
    },

    async keep(site, days) {
      const rows = [...days].map(([of, { endings, ...counts }]) => ({
        site,
        day: of,
        ...counts,
        visits: endings.visits,
        endedHelped: endings.helped,
        endedSilent: endings.silent,
        endedNothing: endings.nothing,
        endedPerson: endings.person,
      }))
      if (rows.length === 0) return
      // Two readers may count the same day at once: they count the same.
      await db
        .insertInto('visitDays')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
