import type { InterfaceLocale } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { announce, append, begin, type Change, finish, set } from '../change.ts'
import { collectAnswer } from '../letters/queue-mail.ts'
import { enter } from '../journal/journal.ts'
import { done, type Moved, type Outcome, type Said } from '../outcome.ts'

/** What a site wants done about visitors who say nothing more. */
export interface SilentSite {
  site: string
  remindMs: number
  /** After the reminder. */
  closeMs: number
  /** By language: the reminder, and whose words it says it is. */
  words: Record<InterfaceLocale, { text: string; by: string }>
}

/** More wait for the next look: one transaction must not hold up what people do. */
const AT_ONCE = 20
/** Longer than a reload or a change of networks. */
const GONE_MS = 5 * 60_000

/** Answered, nobody waits, and its operator has not put it off. */
const QUIET = `"site" = ? and "state" = 'active' and "awaitingSince" is null and "snoozedAt" is null and "lastAuthor" = 'operator'`
/** Whoever has begun to write has not done with it. */
const NOBODY_WRITES = `not exists (select 1 from "drafts" where "drafts"."conversationId" = "conversations"."id" and "drafts"."text" <> '')`

/**
 * Silent visitors are reminded, then their conversation is solved and says why; who is gone and was answered takes no place
 * meanwhile. Each step is decided again under the lock of its row, so that two nodes do it once.
 */
export async function tendSilent(
  sql: Sql,
  { sites }: { sites: readonly SilentSite[] },
  now: number,
): Promise<Outcome<{ reminded: number; solved: number }>> {
  const facts: { said: Said[]; moved: Moved[] } = { said: [], moved: [] }
  const counted = { reminded: 0, solved: 0 }
  const each = async (where: string, values: string[], step: (change: Change) => Promise<boolean>) => {
    const lock = sql.kind === 'postgres' ? ' for update skip locked' : ''
    const due = await sql.all<{ id: string }>(
      `select "id" from "conversations" where ${QUIET} and ${where} order by "lastAt", "id" limit ?${lock}`,
      ...values,
      AT_ONCE,
    )
    for (const { id } of due) {
      const change = await begin(sql, id)
      if (!change || !(await step(change))) continue
      const one = await finish(sql, change, now)
      facts.said.push(...one.said)
      facts.moved.push(...one.moved)
    }
  }
  for (const { site, remindMs, closeMs, words } of sites) {
    await each(
      `"remindedAt" <= ? and "lastAt" <= "remindedAt" and ${NOBODY_WRITES}`,
      [site, isoAt(now - closeMs)],
      async (change) => {
        const { row } = change
        set(change, { state: 'solved', solvedAt: isoAt(now), raised: 0, restsSince: null })
        await announce(sql, change, 'solved', { operator: row.operatorName ?? '', because: 'silent' }, now)
        await enter(sql, row, { act: 'ended', personId: row.operatorId, how: 'silent' }, now)
        counted.solved += 1
        return true
      },
    )
    await each(
      `"lastAt" <= ? and ("remindedAt" is null or "remindedAt" < "lastAt") and ${NOBODY_WRITES}`,
      [site, isoAt(now - remindMs)],
      async (change) => {
        const { text, by } = words[change.row.locale]
        const message = await append(sql, change, { author: 'operator', authorName: by, kind: 'text', text }, now)
        if (!message) return false
        set(change, { remindedAt: isoAt(now) })
        await collectAnswer(sql, change.row, message, now)
        counted.reminded += 1
        return true
      },
    )
    await each(`"restsSince" is null and "visitorLeftAt" <= ?`, [site, isoAt(now - GONE_MS)], async (change) => {
      set(change, { restsSince: isoAt(now) })
      return true
    })
  }
  return done(counted, facts.said, facts.moved)
}
