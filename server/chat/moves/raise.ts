import type { ConversationRow } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { begin, finish, set } from './change.ts'
import { done, type Outcome, refused } from './outcome.ts'

/** 1: about to miss its target, 2: missed. Raised once each, whichever node saw it first; answering lowers it again. */
export async function raise(
  sql: Sql,
  r: { conversationId: string; level: 1 | 2; awaitingSince: string },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  if (change.row.awaitingSince !== r.awaitingSince || change.row.raised >= r.level) return done(null)
  set(change, { raised: r.level })
  const facts = await finish(sql, change, now)
  return done(null, [], facts.moved)
}

export type Awaiting = Pick<
  ConversationRow,
  'id' | 'site' | 'state' | 'awaitingSince' | 'firstResponseAt' | 'raised' | 'operatorId' | 'operatorName'
>

/** A shop with more of them has another trouble than the figure. */
const MOST_LOOKED_AT = 2_000

/** Conversations somebody waits in, oldest first. */
export const awaiting = (sql: Sql): Promise<Awaiting[]> =>
  sql.all<Awaiting>(
    `select "id", "site", "state", "awaitingSince", "firstResponseAt", "raised", "operatorId", "operatorName" from "conversations" where "state" in ('queued', 'active', 'waiting') and "awaitingSince" is not null
     order by "awaitingSince" limit ?`,
    MOST_LOOKED_AT,
  )
