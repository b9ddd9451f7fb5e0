import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { begin, finish, set } from '../change.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { tellOperators } from './take-letter.ts'

/** The visitor wants no letters about this conversation; those who answer it see that. */
export async function stopLetters(
  sql: Sql,
  r: { conversationId: string; mail: string },
  now: number,
): Promise<Outcome<null>> {
  const change = await begin(sql, r.conversationId)
  if (!change) return refused('not_found')
  if (change.row.visitorMail !== r.mail || change.row.mailStoppedAt !== null) return done(null)
  set(change, { mailStoppedAt: isoAt(now) })
  await tellOperators(sql, change, 'letters_stopped', { mail: r.mail }, now)
  const facts = await finish(sql, change, now)
  return done(null, facts.said, facts.moved)
}
