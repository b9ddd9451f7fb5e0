import { type InterfaceLocale, newId } from '#shared'
import { isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

export interface DigestSite {
  site: string
  /** The end of what it tells: one site has one letter of each. */
  until: string
  to: readonly string[]
  locale: InterfaceLocale
  left: boolean
  missed: boolean
  /** Where the desk stands. */
  desk: string
}

/** As it waits in the outbox, in the content of its letter. */
export interface Digest {
  desk: string
  left: DigestPart | null
  missed: DigestPart | null
}
export interface DigestPart {
  total: number
  items: { id: string; question: string; state: string }[]
}

/** What a letter names one by one; the others are counted. */
const NAMED = 20
/** After a long pause the letter is about the last week. */
const LONGEST_MS = 7 * 24 * 3_600_000
const MOST_LETTERS = 140

/**
 * A letter for each address of each site whose time has come, in the transaction that notes that it has: a crash or a second node
 * finds either both or neither. Where nothing happened, nobody is written to.
 */
export async function writeDigests(
  sql: Sql,
  { sites }: { sites: readonly DigestSite[] },
  now: number,
): Promise<Outcome<{ written: number }>> {
  let written = 0
  for (const one of sites) {
    const before = await sql.one<{ until: string | null }>(
      'select max("until") as "until" from "digests" where "site" = ?',
      one.site,
    )
    const last = before?.until ?? null
    if (last !== null && last >= one.until) continue
    const mine = await sql.run(
      'insert into "digests" ("site", "until") values (?, ?) on conflict do nothing',
      one.site,
      one.until,
    )
    // Another node was first; or it has just been turned on, and there is no time yet to tell of.
    if (mine === 0 || last === null) continue
    await sql.run('delete from "digests" where "site" = ? and "until" < ?', one.site, one.until)
    const floor = isoAt(Date.parse(one.until) - LONGEST_MS)
    const since = last > floor ? last : floor
    const digest: Digest = {
      desk: one.desk,
      left: one.left ? await leftSince(sql, one, since) : null,
      missed: one.missed ? await missedSince(sql, one, since) : null,
    }
    if (!digest.left && !digest.missed) continue
    for (const recipient of one.to) {
      await sql.run(
        `insert into "outbox" ("id", "kind", "conversationId", "recipient", "locale", "content", "attempts", "nextAt", "createdAt")
         values (?, 'digest', null, ?, ?, ?, 0, ?, ?)`,
        newId('mail', now),
        recipient,
        one.locale,
        JSON.stringify({ site: one.site, digest }),
        isoAt(now),
        isoAt(now),
      )
      written += 1
    }
  }
  return done({ written })
}

type Row = DigestPart['items'][number]

/** Left for a reply by mail since then, and not answered yet. */
const leftSince = (sql: Sql, { site, until }: DigestSite, since: string): Promise<DigestPart | null> =>
  partOf(
    sql,
    `from "conversations" where "site" = ? and "state" = 'waiting' and "operatorId" is null and "heldBecause" is null
     and "awaitingSince" > ? and "awaitingSince" <= ?`,
    site,
    since,
    until,
  )

/** Answered later than promised since then. */
const missedSince = (sql: Sql, { site, until }: DigestSite, since: string): Promise<DigestPart | null> =>
  partOf(
    sql,
    `from "conversations" where "site" = ? and "id" in (select "conversationId" from "responses" where "site" = ?
     and "kind" in ('first_response', 'reply') and "at" > ? and "at" <= ? and "targetMs" is not null and "openMs" > "targetMs")`,
    site,
    site,
    since,
    until,
  )

async function partOf(sql: Sql, from: string, ...values: string[]): Promise<DigestPart | null> {
  const counted = await sql.one<{ n: number }>(`select count(*) as "n" ${from}`, ...values)
  const total = Number(counted?.n ?? 0)
  if (total === 0) return null
  const rows = await sql.all<Row>(
    `select "id", "question", "state" ${from} order by "createdAt", "id" limit ?`,
    ...values,
    NAMED,
  )
  return {
    total,
    items: rows.map(({ id, question, state }) => ({ id, question: question.slice(0, MOST_LETTERS), state })),
  }
}

/** Letters that wait to be sent name a conversation no more that is erased; it stays counted. */
export async function leaveOutOfDigests(sql: Sql, conversationId: string): Promise<void> {
  const waiting = await sql.all<{ id: string; content: string }>(
    `select "id", "content" from "outbox" where "kind" = 'digest' and "content" like ?`,
    `%"${conversationId}"%`,
  )
  const without = (part: DigestPart | null) =>
    part && { ...part, items: part.items.filter(({ id }) => id !== conversationId) }
  for (const { id, content } of waiting) {
    const { digest, ...rest } = JSON.parse(content) as { digest: Digest }
    const left = { ...digest, left: without(digest.left), missed: without(digest.missed) }
    await sql.run('update "outbox" set "content" = ? where "id" = ?', JSON.stringify({ ...rest, digest: left }), id)
  }
}
