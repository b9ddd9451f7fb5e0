import { type InterfaceLocale, newId } from '#shared'
import type { CallKind, QuietHours } from '#protocol'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

export interface PushSubscription {
  personId: string
  sessionId: string
  endpoint: string
  p256dh: string
  auth: string
  locale: InterfaceLocale
  kinds: readonly CallKind[]
  words: boolean
  quiet: QuietHours | null
}

/** Browsers of one person; the one that has been there longest gives way. */
const MOST_OF_ONE = 10
/** One after another, whatever the reason: nobody is there any more. */
const MOST_FAILURES = 20

/** The one that was kept first stays. */
export async function keepPushKey(sql: Sql, { privateKey }: { privateKey: string }): Promise<Outcome<null>> {
  await sql.run(
    `insert into "pushKeys" ("name", "privateKey") values ('vapid', ?) on conflict ("name") do nothing`,
    privateKey,
  )
  return done(null)
}

/** A browser is one subscription, of whoever is signed in there now. */
export async function subscribePush(sql: Sql, r: PushSubscription, now: number): Promise<Outcome<null>> {
  const { personId, sessionId, endpoint, p256dh, auth, locale } = r
  await sql.run(
    `insert into "pushSubscriptions" ("id", "personId", "sessionId", "endpoint", "p256dh", "auth", "locale", "kinds", "words", "quiet", "createdAt")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict ("endpoint") do update set "personId" = excluded."personId", "sessionId" = excluded."sessionId",
       "p256dh" = excluded."p256dh", "auth" = excluded."auth", "locale" = excluded."locale", "kinds" = excluded."kinds",
       "words" = excluded."words", "quiet" = excluded."quiet", "failures" = 0`,
    newId('psh', now),
    personId,
    sessionId,
    endpoint,
    p256dh,
    auth,
    locale,
    `,${r.kinds.join(',')},`,
    r.words ? 1 : 0,
    r.quiet && JSON.stringify(r.quiet),
    isoAt(now),
  )
  const all = await sql.all<{ id: string }>(
    'select "id" from "pushSubscriptions" where "personId" = ? order by "createdAt" desc, "id" desc',
    personId,
  )
  for (const { id } of all.slice(MOST_OF_ONE)) await drop(sql, id)
  return done(null)
}

/** Of this person alone: nobody ends somebody else's. */
export async function endPush(
  sql: Sql,
  { personId, endpoint }: { personId: string; endpoint: string },
): Promise<Outcome<null>> {
  const found = await sql.one<{ id: string }>(
    'select "id" from "pushSubscriptions" where "endpoint" = ? and "personId" = ?',
    endpoint,
    personId,
  )
  if (found) await drop(sql, found.id)
  return done(null)
}

/** The session is over, or the browser has gone. */
export async function dropPush(sql: Sql, { ids }: { ids: readonly string[] }): Promise<Outcome<null>> {
  for (const id of ids) await drop(sql, id)
  return done(null)
}

/** What came of one that was sent. `retryAt` null: it was taken, or will not be tried again. */
export async function settlePush(
  sql: Sql,
  r: { subscriptionId: string; claim: string; retryAt: number | null; failed: boolean },
): Promise<Outcome<null>> {
  await sql.run(
    'update "pushes" set "claimedUntil" = ? where "subscriptionId" = ? and "key" = ?',
    r.retryAt === null ? null : isoAt(r.retryAt),
    r.subscriptionId,
    r.claim,
  )
  await sql.run(
    `update "pushSubscriptions" set "failures" = ${r.failed ? '"failures" + 1' : '0'} where "id" = ?`,
    r.subscriptionId,
  )
  const worn = r.failed
    ? await sql.one(
        'select 1 as "yes" from "pushSubscriptions" where "id" = ? and "failures" >= ?',
        r.subscriptionId,
        MOST_FAILURES,
      )
    : undefined
  if (worn) await drop(sql, r.subscriptionId)
  return done(null)
}

async function drop(sql: Sql, id: string): Promise<void> {
  await sql.run('delete from "pushes" where "subscriptionId" = ?', id)
  await sql.run('delete from "pushSubscriptions" where "id" = ?', id)
}
