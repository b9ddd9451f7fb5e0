import { type Kysely, sql } from 'kysely'
import type { Locale } from '#shared'
import type { Database } from '../storage/open-database.ts'
import { FOLLOWING_MS, PAUSE_MS } from './visit-endings.ts'
import type { VisitTables } from './visit-tables.ts'

/** What somebody looked up last before they left with nothing. */
export interface UnansweredVisit {
  id: string
  at: string
  query: string
  locale: Locale
}

export interface UnansweredAsked {
  site: string
  /** ISO 8601, the second excluded. */
  from: string
  until: string
  page: number
  perPage: number
}

/**
 * Visits whose last search found nothing and whose visitor neither said that something helped nor asked a person within the
 * following window, newest first. Who they are is not told.
 */
export async function unansweredVisits(
  database: Pick<Database, 'kind' | 'reports'>,
  { site, from, until, page, perPage }: UnansweredAsked,
): Promise<{ items: UnansweredVisit[]; total: number }> {
  const reports = database.reports as Kysely<VisitTables>
  /** A moment so much after the visit, in the form of `at`. */
  const after = (ms: number) =>
    database.kind === 'sqlite'
      ? sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', "visits"."at", ${`+${ms / 1000} seconds`})`
      : sql<string>`to_char(("visits"."at"::timestamptz + ${`${ms / 1000} seconds`}::interval) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const wanted = reports
    .selectFrom('visits')
    .where('visits.site', '=', site)
    .where('visits.at', '>=', from)
    .where('visits.at', '<', until)
    .where('visits.kind', '=', 'searched')
    .where('visits.conversation', 'is', null)
    .where(({ or, eb }) => or([eb('visits.verdict', 'is', null), eb('visits.verdict', '=', 'escalate')]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('visits as later')
            .select('later.id')
            .whereRef('later.visitor', '=', 'visits.visitor')
            .whereRef('later.at', '>=', 'visits.at')
            .whereRef('later.id', '<>', 'visits.id')
            .where(({ and, or, eb, ref }) =>
              or([
                and([eb('later.kind', '=', 'searched'), eb(ref('later.at'), '<', after(PAUSE_MS))]),
                and([eb('later.kind', 'in', ['helped', 'escalated']), eb(ref('later.at'), '<', after(FOLLOWING_MS))]),
              ]),
            ),
        ),
      ),
    )
  const [items, { total }] = await Promise.all([
    wanted
      .select(['visits.id', 'visits.at', 'visits.query', 'visits.locale'])
      .orderBy('visits.at', 'desc')
      .orderBy('visits.id', 'desc')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    wanted.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow(),
  ])
  return { items: items.map((one) => ({ ...one, locale: one.locale as Locale })), total: Number(total) }
}
