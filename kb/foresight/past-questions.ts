import { type Kysely, sql } from 'kysely'
import type { Locale } from '#shared'
import type { PastQuestion } from '../matching/index.ts'
import type { Database } from '../storage/open-database.ts'
import type { VisitTables } from '../visits/visit-tables.ts'

/** Port: what visitors asked since then, each question once, the most often asked first. `since`: ISO 8601. */
export type PastQuestions = (site: string, since: string, limit: number) => Promise<PastQuestion[]>

export function sqlPastQuestions({ reports }: Pick<Database, 'reports'>): PastQuestions {
  const db = reports as Kysely<VisitTables>
  return async (site, since, limit) => {
    const rows = await db
      .selectFrom('visits')
      .where('site', '=', site)
      .where('at', '>=', since)
      .where('kind', 'in', ['searched', 'escalated'])
      .where('query', '<>', '')
      .groupBy(['query', 'locale', 'product'])
      // Who searched and then wrote the same words to a person asked once.
      .select(['query', 'locale', 'product', sql<number>`count(distinct "visitor")`.as('count')])
      .orderBy('count', 'desc')
      .orderBy('query')
      .limit(limit)
      .execute()
    return rows.map(({ query, locale, product, count }) => ({
      text: query,
      locale: locale as Locale,
      count: Number(count),
      ...(product ? { product } : {}),
    }))
  }
}
