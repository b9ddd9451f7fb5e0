import type { CallKind, ForYouKind, PushFact, QuietHours } from '#protocol'
import { isoAt } from '../../conversation.ts'
import type { Sql, SqlValue } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'
import { servesSite } from '../presence/presence.ts'
import { isQuietAt } from './quiet.ts'
import type { PushSubscription } from './subscribe.ts'

/** One message for one browser, claimed by whoever was answered it. */
export interface DuePush extends Pick<PushSubscription, 'sessionId' | 'endpoint' | 'p256dh' | 'auth'> {
  subscriptionId: string
  /** Names it beside its subscription. */
  claim: string
  attempts: number
  site: string
  fact: Omit<PushFact, 'shop'>
}

interface Found extends Omit<PushSubscription, 'kinds' | 'words' | 'quiet'> {
  id: string
  words: number
  quiet: string | null
  site: string
  /** Names the occasion. */
  claim: string
  attempts: number | null
  conversationId: string | null
  state: string | null
  said: string | null
}

/** Whoever sends one and dies has it sent by another after this; the same tag makes it one notification. */
const CLAIM_MS = 60_000
/** What is older calls nobody any more. */
const WORTH_MS = 3_600_000
const KEPT_MS = 2 * 24 * 3_600_000
const AT_ONCE = 50
const MOST_ATTEMPTS = 5
const MOST_WORDS = 140

const CALLS: Partial<Record<ForYouKind, CallKind>> = {
  transferred: 'transfer',
  mentioned: 'mention',
  returned: 'returned',
  woken: 'woken',
  task_given: 'task',
  task_due: 'task',
}

const OF_SUBSCRIPTION = ['id', 'personId', 'sessionId', 'endpoint', 'p256dh', 'auth', 'locale', 'words', 'quiet']
  .map((column) => `"s"."${column}"`)
  .join(', ')
const wants = (kind: CallKind) => `"s"."kinds" like '%,${kind},%'`

/**
 * What calls somebody whose browser asked for it, and is not sent yet. It is read off what stands there (an unread line, an open
 * offer, unread words), so nothing is owed that a crash could lose, and what was seen at the desk in time is never sent.
 * `afterMs`: how long somebody at the desk has to see it first.
 */
export async function claimPushes(
  sql: Sql,
  { afterMs }: { afterMs: number },
  now: number,
): Promise<Outcome<{ due: DuePush[] }>> {
  if (!(await sql.one('select 1 as "yes" from "pushSubscriptions" limit 1'))) return done({ due: [] })
  const unsent = (claim: string) =>
    `left join "pushes" on "pushes"."subscriptionId" = "s"."id" and "pushes"."key" = ${claim}`
  const open = `("pushes"."key" is null or "pushes"."claimedUntil" <= ?)`
  const [since, until, at] = [isoAt(now - WORTH_MS), isoAt(now - afterMs), isoAt(now)]
  const find = async (kind: CallKind | null, claim: string, said: string, from: string, ...values: SqlValue[]) =>
    (
      await sql.all<Found & { kind?: ForYouKind; sites?: string | null }>(
        `select ${OF_SUBSCRIPTION}, ${claim} as "claim", "pushes"."attempts", ${said} ${from.replace('{unsent}', unsent(claim))} and ${open} limit ?`,
        ...values,
        at,
        AT_ONCE,
      )
    ).map((row) => ({ ...row, kind: kind ?? (row.kind && CALLS[row.kind]) }))

  const found = [
    ...(await find(
      'offer',
      `'offer ' || "c"."id" || ' ' || "c"."offeredUntil"`,
      '"c"."site", "c"."id" as "conversationId", "c"."state", "c"."question" as "said"',
      `from "pushSubscriptions" as "s" join "conversations" as "c" on "c"."offeredTo" = "s"."personId" {unsent}
       where "c"."state" = 'queued' and "c"."offeredUntil" > ? and ${wants('offer')}`,
      at,
    )),
    ...(await find(
      'message',
      `'message ' || "c"."id" || ' ' || "c"."operatorRead"`,
      `"c"."site", "c"."id" as "conversationId", "c"."state", case when "c"."lastAuthor" = 'visitor' then "c"."lastText" else "c"."question" end as "said"`,
      `from "pushSubscriptions" as "s" join "conversations" as "c" on "c"."operatorId" = "s"."personId" {unsent}
       where "c"."state" = 'active' and "c"."unread" > 0 and "c"."awaitingSince" between ? and ? and ${wants('message')}`,
      since,
      until,
    )),
    ...(await find(
      null,
      `'for-you ' || "f"."id"`,
      `"f"."site", "f"."kind", "f"."conversationId", "c"."state",
       case when "f"."about" is not null then "f"."about"
            when "c"."operatorId" = "s"."personId" or exists (select 1 from "participants" where "participants"."conversationId" = "c"."id" and "participants"."personId" = "s"."personId") then "c"."question"
            else null end as "said"`,
      `from "pushSubscriptions" as "s" join "forYou" as "f" on "f"."personId" = "s"."personId"
       left join "conversations" as "c" on "c"."id" = "f"."conversationId" {unsent}
       where "f"."readAt" is null and "f"."at" between ? and ? and (${Object.entries(CALLS)
         .map(([kind, call]) => `("f"."kind" = '${kind}' and ${wants(call)})`)
         .join(' or ')})`,
      since,
      until,
    )),
    ...(await find(
      'left',
      `'left ' || "c"."id" || ' ' || "c"."awaitingSince"`,
      '"c"."site", null as "conversationId", "c"."state", "c"."question" as "said", "o"."sites"',
      `from "pushSubscriptions" as "s" join "operators" as "o" on "o"."id" = "s"."personId"
       join "conversations" as "c" on "c"."state" = 'waiting' and "c"."operatorId" is null {unsent}
       where "c"."awaitingSince" between ? and ? and ${wants('left')}`,
      since,
      until,
    )),
  ]
  const due: DuePush[] = []
  for (const row of found.slice(0, AT_ONCE)) {
    const { kind } = row
    if (!kind) continue
    const attempts = Number(row.attempts ?? 0)
    const quiet = row.quiet !== null && isQuietAt(JSON.parse(row.quiet) as QuietHours, now)
    const notTheirs = kind === 'left' && !servesSite({ sites: row.sites ?? null }, row.site)
    const send = !quiet && !notTheirs && attempts < MOST_ATTEMPTS
    if (!(await claim(sql, row, send ? isoAt(now + CLAIM_MS) : null, now)) || !send) continue
    const { id: subscriptionId, sessionId, endpoint, p256dh, auth, locale, site, claim: key } = row
    due.push({
      ...{ subscriptionId, sessionId, endpoint, p256dh, auth, claim: key, attempts: attempts + 1, site },
      fact: {
        ...{ kind, locale, key: tagOf(kind, row), address: addressOf(kind, row) },
        words: row.words === 1 ? (row.said?.slice(0, MOST_WORDS) ?? null) : null,
      },
    })
  }
  if (due.length > 0) await sql.run('delete from "pushes" where "at" < ?', isoAt(now - KEPT_MS))
  return done({ due })
}

/** By one node alone: who comes second changes nothing. */
async function claim(sql: Sql, row: Found, until: string | null, now: number): Promise<boolean> {
  if (row.attempts === null)
    return (
      (await sql.run(
        `insert into "pushes" ("subscriptionId", "key", "at", "attempts", "claimedUntil") values (?, ?, ?, 1, ?)
         on conflict ("subscriptionId", "key") do nothing`,
        row.id,
        row.claim,
        isoAt(now),
        until,
      )) > 0
    )
  return (
    (await sql.run(
      'update "pushes" set "claimedUntil" = ?, "attempts" = "attempts" + 1 where "subscriptionId" = ? and "key" = ? and "claimedUntil" <= ?',
      until,
      row.id,
      row.claim,
      isoAt(now),
    )) > 0
  )
}

/** As the open desk names what it shows, so that one replaces the other. */
const tagOf = (kind: CallKind, { claim, conversationId }: Found): string =>
  kind === 'left' ? 'left' : kind === 'offer' || kind === 'message' ? `${kind} ${conversationId}` : claim

const LISTS: Record<string, string> = { queued: 'queue', active: 'mine', waiting: 'waiting', solved: 'solved' }
const addressOf = (kind: CallKind, { conversationId, state }: Found): string => {
  if (kind === 'left') return '/desk/inbox/waiting'
  const list = state === null ? undefined : LISTS[state]
  return conversationId && list ? `/desk/inbox/${list}/${conversationId}` : '/desk/for-you'
}
