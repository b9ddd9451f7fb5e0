import { type Kysely, sql } from 'kysely'
import type { AnswerId } from '../ids.ts'
import type { Database } from '../storage/open-database.ts'
import { recount, tallies, tally } from './answer-tallies.ts'
import type { VisitStore } from './visit-store.ts'
import { unansweredVisits } from './unanswered-visits.ts'
import type { VisitTables } from './visit-tables.ts'
import type { Stranger } from './visits.ts'

const BATCH = 500
/** Of one visitor, in one transaction: others write in between. */
const FORGOTTEN_AT_ONCE = 100
/** From here on figures speak: three visitors said that it helped, or nine opened it. */
const LEAST_WORTH = 9
/** As many are read of one answer. */
const REASONS = 5

/** Said of an answer; written out, so that the index of what was said serves the query. */
export const IS_JUDGED = sql<boolean>`"kind" in ('helped', 'not_helped') and "answerId" is not null`

/** What a visitor did under their own key, and what led to their conversations under the key of a stranger. */
const stepsOf = (db: Kysely<VisitTables>, visitor: string, strangers: readonly Stranger[] = []) =>
  db
    .selectFrom('visits')
    .where(({ or, and, eb, selectFrom }) =>
      or([
        eb('visitor', '=', visitor),
        eb(
          'conversation',
          'in',
          selectFrom('visits')
            .select('conversation')
            .where('visitor', '=', visitor)
            .where('conversation', 'is not', null),
        ),
        ...strangers.map((stranger) =>
          and([
            eb('visitor', '=', stranger.visitor),
            eb('at', '>=', stranger.firstAt),
            eb('at', '<=', stranger.lastAt),
          ]),
        ),
      ]),
    )

/** Names a gap by somebody else's question, or takes it away where there is none. */
async function forgetWords(tx: Kysely<VisitTables>, gapId: string, words: readonly string[]): Promise<void> {
  const other = await tx
    .selectFrom('visits')
    .select('query')
    .where('gapId', '=', gapId)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  if (!other) await tx.deleteFrom('gaps').where('id', '=', gapId).execute()
  else
    for (let at = 0; at < words.length; at += BATCH)
      await tx
        .updateTable('gaps')
        .set({ label: other.query })
        .where('id', '=', gapId)
        .where('label', 'in', words.slice(at, at + BATCH))
        .execute()
}

export function sqlVisitStore(database: Pick<Database, 'db' | 'kind' | 'reports' | 'together'>): VisitStore {
  const db = database.db as Kysely<VisitTables>
  const reports = database.reports as Kysely<VisitTables>
  const visitors = (kind: string) => sql<number>`sum(case when "kind" = ${kind} then "visitors" else 0 end)`

  return {
    async add(id, visit, at) {
      const { answerId } = visit
      const insert = db.insertInto('visits').values({
        id,
        site: visit.site,
        locale: visit.locale,
        visitor: visit.visitor,
        kind: visit.kind,
        query: visit.query,
        answerId: visit.answerId ?? null,
        reason: visit.reason ?? null,
        conversation: visit.conversation ?? null,
        verdict: visit.verdict ?? null,
        product: visit.product ?? null,
        at,
        gapId: null,
      })
      await database.together([...(answerId ? tally(db, { ...visit, answerId }) : []), insert])
    },

    unanswered: (asked) => unansweredVisits(database, asked),

    async addReason({ site, visitor, answerId, since }, reason) {
      const newest = await db
        .selectFrom('visits')
        .select('id')
        .where('site', '=', site)
        .where('visitor', '=', visitor)
        .where('answerId', '=', answerId)
        .where('kind', '=', 'not_helped')
        .where('reason', 'is', null)
        .where('at', '>=', since)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!newest) return false
      await db.updateTable('visits').set({ reason }).where('id', '=', newest.id).execute()
      return true
    },

    async outcomes(ids) {
      const found = new Map(ids.map((id) => [id, { helped: 0, notHelped: 0, opened: 0 }]))
      for (const { answerId, helped, notHelped, opened } of await tallies(db, ids))
        found.set(answerId as AnswerId, { helped, notHelped, opened })
      return found
    },

    async mostHelpful(site, locale, limit) {
      const rows = await db
        .selectFrom('answerTallies')
        .innerJoin('answers', 'answers.id', 'answerTallies.answerId')
        .where('answers.site', '=', site)
        .where('answers.locale', '=', locale)
        .where('answers.liveRevision', 'is not', null)
        .where('answerTallies.worth', '>=', LEAST_WORTH)
        .select('answerId')
        .orderBy('worth', 'desc')
        .orderBy('answerId')
        .limit(limit)
        .execute()
      return rows.map((row) => row.answerId as AnswerId)
    },

    async link({ site, texts, kinds, since }, conversation) {
      for (const text of new Set(texts))
        for (const kind of kinds) {
          const newest = await db
            .selectFrom('visits')
            .select('id')
            .where('site', '=', site)
            .where('kind', '=', kind)
            .where('query', '=', text)
            .where('conversation', 'is', null)
            .where('at', '>=', since)
            .orderBy('at', 'desc')
            .limit(1)
            .executeTakeFirst()
          if (newest) await db.updateTable('visits').set({ conversation }).where('id', '=', newest.id).execute()
        }
    },

    async notHelpedBefore(conversation, { site, since }) {
      const rows = await db
        .selectFrom('visits')
        .select(['query', 'answerId', 'at'])
        .where('site', '=', site)
        .where('at', '>=', since)
        .where('kind', '=', 'not_helped')
        .where('conversation', '=', conversation)
        .orderBy('at')
        .execute()
      return rows.flatMap(({ query, answerId, at }) =>
        answerId && query ? [{ query, answerId: answerId as AnswerId, at }] : [],
      )
    },

    async unhelpful(site, since, limit) {
      // Each visitor once of each answer and word, counted in the order of the index: nothing is sorted.
      const judged = reports
        .selectFrom('visits')
        .where('site', '=', site)
        .where('at', '>=', since)
        .where(IS_JUDGED)
        .groupBy(['answerId', 'kind'])
        .select(['answerId', 'kind', (eb) => eb.fn.count('visitor').distinct().as('visitors')])
        .as('judged')
      const rows = await reports
        .selectFrom(judged)
        .groupBy('answerId')
        .having(visitors('not_helped'), '>', 0)
        .select(['answerId', visitors('helped').as('helped'), visitors('not_helped').as('notHelped')])
        .orderBy('notHelped', 'desc')
        .orderBy('answerId')
        .limit(limit)
        .execute()
      return Promise.all(
        rows.map(async (row) => {
          const reasons = await reports
            .selectFrom('visits')
            .select(['reason', 'at'])
            .where('answerId', '=', row.answerId)
            .where('kind', '=', 'not_helped')
            .where('at', '>=', since)
            .where('reason', 'is not', null)
            .orderBy('at', 'desc')
            .limit(REASONS)
            .execute()
          return {
            answerId: row.answerId as AnswerId,
            helped: Number(row.helped),
            notHelped: Number(row.notHelped),
            reasons: reasons.map(({ reason, at }) => ({ text: reason ?? '', at })),
          }
        }),
      )
    },

    usedAnswer: async (visitor, site, since) =>
      (await db
        .selectFrom('visits')
        .select('id')
        .where('visitor', '=', visitor)
        .where('site', '=', site)
        .where('at', '>', since)
        .where('kind', 'in', ['opened', 'helped'])
        .limit(1)
        .executeTakeFirst()) !== undefined,
    async removeOf(visitor, strangers) {
      // All of them first: what led to a conversation is found by what followed it.
      const steps = await stepsOf(db, visitor, strangers).select(['id', 'answerId', 'gapId', 'query']).execute()
      for (let at = 0; at < steps.length; at += FORGOTTEN_AT_ONCE) {
        const some = steps.slice(at, at + FORGOTTEN_AT_ONCE)
        await db.transaction().execute(async (tx) => {
          await tx
            .deleteFrom('visits')
            .where(
              'id',
              'in',
              some.map((one) => one.id),
            )
            .execute()
          await recount(tx, [...new Set(some.flatMap((one) => one.answerId ?? []))])
          for (const gapId of new Set(some.flatMap((one) => one.gapId ?? []))) {
            const words = steps.filter((one) => one.gapId === gapId).map((one) => one.query)
            await forgetWords(tx, gapId, words)
          }
        })
      }
    },

    async of(visitor) {
      return stepsOf(db, visitor).select(['at', 'kind', 'query', 'answerId', 'reason']).orderBy('at').execute()
    },

    async removeBefore(at) {
      const old = await reports
        .selectFrom('visits')
        .select('answerId')
        .distinct()
        .where('at', '<', at)
        .where('answerId', 'is not', null)
        .execute()
      let removed = 0
      // A year of them at once would keep every other writer waiting.
      for (let more = BATCH; more === BATCH; removed += more) {
        const some = db.selectFrom('visits').select('id').where('at', '<', at).limit(BATCH)
        more = Number((await db.deleteFrom('visits').where('id', 'in', some).executeTakeFirst()).numDeletedRows)
      }
      await recount(
        db,
        old.flatMap((one) => one.answerId ?? []),
      )
      await db
        .deleteFrom('gaps')
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('visits').select('visits.id').whereRef('visits.gapId', '=', 'gaps.id'))),
        )
        .execute()
      return removed
    },

    async published(site, since) {
      const published = await reports
        .selectFrom('answers')
        .where('site', '=', site)
        .where('liveRevision', 'is not', null)
        .where('publishedAt', '>=', since)
        // What came with the content folder was published by nobody here.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('revisions')
                .whereRef('revisions.answerId', '=', 'answers.id')
                .whereRef('revisions.revision', '=', 'answers.liveRevision')
                .where('revisions.act', '=', 'imported')
                .select('revisions.act'),
            ),
          ),
        )
        .select((eb) => eb.fn.countAll().as('total'))
        .executeTakeFirstOrThrow()
      return Number(published.total)
    },
  }
}
