import type { Sql, SqlValue } from '../../chat/sql.ts'
import { standing } from './find-conversations.ts'

/** Conversations looked at in one statement: few to see how common the words are, then more and more. */
const SAMPLE = 100
const MOST_AT_ONCE = 1_600
/** From so many of the sample on it is quicker to go on than to ask the index for words that stand everywhere. */
const OFTEN = SAMPLE / 4

interface Walked {
  id: string
  changedAt: string
  holds: number
}

/** A part of a `where` over "conversations". */
interface Within {
  where: string
  values: readonly SqlValue[]
}

/**
 * Ids of the conversations that hold all of the words, newest change first, at most `most`: read in the order of the list by its key,
 * so that no more are looked at than are needed. Databases plan such a search as a look at all of them and a sort.
 * `ifOften`: null, after a small sample, unless the words stand together in many of them.
 */
export async function walkNewest(
  sql: Sql,
  within: Within,
  words: readonly string[],
  { most, ifOften = false }: { most: number; ifOften?: boolean },
): Promise<string[] | null> {
  const ids: string[] = []
  let last: Walked | undefined
  for (let size = SAMPLE; ids.length < most; size = Math.min(MOST_AT_ONCE, size * 2)) {
    const rows = await looked(sql, within, words, { after: last, size })
    ids.push(...rows.filter((row) => Number(row.holds) === 1).map((row) => row.id))
    if (rows.length < size) break
    if (ifOften && !last && ids.length < OFTEN) return null
    last = rows.at(-1)
  }
  return ids.slice(0, most)
}

function looked(
  sql: Sql,
  { where, values }: Within,
  words: readonly string[],
  { after, size }: { after: Walked | undefined; size: number },
): Promise<Walked[]> {
  const holds = standing(words)
  const older = after ? ' and "changedAt" <= ? and ("changedAt" < ? or "id" < ?)' : ''
  return sql.all<Walked>(
    `with "newest" as materialized (
       select "id", "changedAt" from "conversations" where ${where}${older} order by "changedAt" desc, "id" desc limit ?
     ) select "id", "changedAt", case when ${holds.where} then 1 else 0 end as "holds" from "newest" as "conversations"
     order by "changedAt" desc, "id" desc`,
    ...values,
    ...(after ? [after.changedAt, after.changedAt, after.id] : []),
    size,
    ...holds.values,
  )
}
