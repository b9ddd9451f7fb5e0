import { newId } from '#shared'
import { type ConversationRow, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

/** What is told of people in the journal. */
export type JournalAct =
  | 'taken'
  | 'reopened'
  | 'solved'
  | 'ended'
  | 'declined'
  | 'lapsed'
  | 'transferred'
  | 'rated'
  | 'promoted'

type Of = Pick<ConversationRow, 'id' | 'site'>

/** Written in the transaction of the deed itself: one is not there without the other. */
export async function enter(
  sql: Sql,
  { id, site }: Of,
  entry: { act: JournalAct; personId: string | null; how?: string },
  now: number,
): Promise<void> {
  await sql.run(
    'insert into "journal" ("id", "site", "act", "at", "personId", "conversationId", "how") values (?, ?, ?, ?, ?, ?, ?)',
    newId('jrn', now),
    site,
    entry.act,
    isoAt(now),
    entry.personId,
    id,
    entry.how ?? null,
  )
}

/** A conversation is rated once: who thinks better of it changes that rating, at the day it was given. */
export async function enterRating(
  sql: Sql,
  row: Of & Pick<ConversationRow, 'operatorId' | 'createdAt'>,
  stars: number,
  now: number,
): Promise<void> {
  const changed = await sql.run('update "journal" set "stars" = ? where "id" = ?', stars, `rated_${row.id}`)
  if (changed > 0) return forgetDays(sql, row)
  await sql.run(
    'insert into "journal" ("id", "site", "act", "at", "personId", "conversationId", "stars") values (?, ?, ?, ?, ?, ?, ?)',
    `rated_${row.id}`,
    row.site,
    'rated',
    isoAt(now),
    row.operatorId,
    row.id,
    stars,
  )
}

/** Days in which something of this conversation may have happened are counted anew: its labels, or its rating, are others now. */
export async function forgetDays(sql: Sql, { site, createdAt }: Pick<ConversationRow, 'site' | 'createdAt'>) {
  await sql.run('delete from "workDays" where "site" = ? and "untilAt" > ?', site, createdAt)
}

export interface KeptDay {
  day: string
  fromAt: string
  untilAt: string
  /** JSON. */
  counted: string
}
