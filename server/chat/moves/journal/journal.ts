import { newId } from '#shared'
import type { EnteredAct } from '#protocol'
import { type ConversationRow, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'

type Of = Pick<ConversationRow, 'id' | 'site'>

/** Two deeds of one moment stand in their order. */
let lastAt = 0

/** Written in the transaction of the deed itself: one is not there without the other. */
export async function enter(
  sql: Sql,
  { id, site }: Of,
  entry: {
    act: EnteredAct
    personId: string | null
    how?: string
    /** To whom or from whom, if it was not themselves. */
    otherId?: string | null
    toGroup?: string
  },
  now: number,
): Promise<void> {
  await sql.run(
    'insert into "journal" ("id", "site", "act", "at", "personId", "conversationId", "how", "otherId", "toGroup") values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    newId('jrn', (lastAt = Math.max(now, lastAt + 1))),
    site,
    entry.act,
    isoAt(now),
    entry.personId,
    id,
    entry.how ?? null,
    entry.otherId === entry.personId ? null : (entry.otherId ?? null),
    entry.toGroup ?? null,
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
