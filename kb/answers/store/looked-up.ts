import { fold, likePattern } from '#shared'
import { type ExpressionBuilder, sql } from 'kysely'
import type { AnswerTables } from './answer-rows.ts'

const MOST_WORDS = 12

/** In whatever order, and whatever stands between them. */
export const holdsWords = (eb: ExpressionBuilder<AnswerTables, 'answers'>, text: string) => {
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  return eb.and(words.map((word) => holdsText('folded', word)))
}
export const placeAmong = (ids: readonly string[]) =>
  ids.length === 0
    ? sql<number>`cast(0 as integer)`
    : sql<number>`case "id" ${sql.join(
        ids.map((id, at) => sql`when ${id} then cast(${at} as integer)`),
        sql` `,
      )} else ${sql.lit(ids.length)} end`

export const holdsText = (column: string, text: string) =>
  sql<boolean>`${sql.ref(column)} like ${likePattern(text)} escape '\\'`
