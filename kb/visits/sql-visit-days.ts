import { type Kysely, sql } from 'kysely'
import type { Database } from '../storage/open-database.ts'
import type { VisitDays } from './visit-days.ts'

interface DayTables {
  visits: {
    site: string
    visitor: string
    kind: string
    verdict: string | null
    conversation: string | null
    at: string
  }
  visitDays: {
    site: string
    day: string
    searches: number
    answered: number
    escalated: number
    helped: number
    notHelped: number
    visits: number
    endedHelped: number
    endedSilent: number
    endedNothing: number
    endedPerson: number
  }
}

export function sqlVisitDays(database: Pick<Database, 'db' | 'reports'>): VisitDays {
  const db = database.db as Kysely<DayTables>
  const reports = database.reports as Kysely<DayTables>
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`
  return {
    async counts(site, from, until) {
      const row = await reports
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
        .executeTakeFirstOrThrow()
      return {
        searches: Number(row.searches),
        answered: Number(row.answered),
        escalated: Number(row.escalated),
        helped: Number(row.helped),
        notHelped: Number(row.notHelped),
      }
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

    async keep(site, day, { endings, ...counts }) {
      await db
        .insertInto('visitDays')
        .values({
          site,
          day,
          ...counts,
          visits: endings.visits,
          endedHelped: endings.helped,
          endedSilent: endings.silent,
          endedNothing: endings.nothing,
          endedPerson: endings.person,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
