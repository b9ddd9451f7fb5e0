import { newId } from '#shared'
import type { Kysely } from 'kysely'
import { questionKey } from './learning/learn-from-outcomes.ts'
import type { LearntStore } from './learning/learnt-store.ts'
import type { Outcome } from './matcher.ts'

export interface MatchingTables {
  matchOutcomes: {
    id: string
    kind: Outcome['kind']
    site: string
    visitor: string
    query: string
    question: string
    answerId: string | null
    at: string
  }
  matchSettings: { site: string; name: string; value: string }
}

/** Keeps one row per outcome, so that forgetting removes the evidence itself. */
export function sqlLearntStore(db: Kysely<MatchingTables>): LearntStore {
  return {
    async outcomes() {
      const rows = await db.selectFrom('matchOutcomes').selectAll().orderBy('at').orderBy('id').execute()
      return rows.map(({ kind, site, visitor, query, answerId, at }) => ({
        kind,
        site,
        visitor,
        query,
        at,
        ...(answerId ? { answerId } : {}),
      }))
    },
    async addOutcome(outcome) {
      await db
        .insertInto('matchOutcomes')
        .values({
          id: newId('out', Date.parse(outcome.at)),
          kind: outcome.kind,
          site: outcome.site,
          visitor: outcome.visitor,
          query: outcome.query,
          question: questionKey(outcome.query),
          answerId: outcome.answerId ?? null,
          at: outcome.at,
        })
        .execute()
    },
    async removeOutcomes({ site, question, answerId, kinds }) {
      await db
        .deleteFrom('matchOutcomes')
        .where('site', '=', site)
        .where('question', '=', question)
        .where('kind', 'in', [...kinds])
        .where('answerId', answerId === null ? 'is' : '=', answerId)
        .execute()
    },
    async removeSaidUntil(site, at) {
      await db
        .deleteFrom('matchOutcomes')
        .where('site', '=', site)
        .where('kind', 'in', ['helped', 'not_helped'])
        .where('at', '<=', at)
        .execute()
    },
    async removeVisitor(visitor) {
      await db.deleteFrom('matchOutcomes').where('visitor', '=', visitor).execute()
    },
    async setting<T>(site: string, name: string) {
      const row = await db
        .selectFrom('matchSettings')
        .select('value')
        .where('site', '=', site)
        .where('name', '=', name)
        .executeTakeFirst()
      return row ? (JSON.parse(row.value) as T) : null
    },
    async saveSetting(site, name, value) {
      const json = JSON.stringify(value)
      await db
        .insertInto('matchSettings')
        .values({ site, name, value: json })
        .onConflict((conflict) => conflict.columns(['site', 'name']).doUpdateSet({ value: json }))
        .execute()
    },
  }
}
