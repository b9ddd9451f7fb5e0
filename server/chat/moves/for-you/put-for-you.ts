import { newId } from '#shared'
import type { ForYouKind } from '#protocol'
import { type ConversationRow, type DeskMember, isoAt } from '../../conversation.ts'
import { listIn } from '../../list-in.ts'
import { mentionedIn } from './mentions.ts'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'
import { servesSite } from '../presence/presence.ts'

export interface ForYou {
  personId: string
  /** Names the occasion: put twice, it stands once. */
  key: string
  site: string
  kind: ForYouKind
  conversationId?: string
  answerId?: string
  byName?: string | null
  /** Never a visitor's words: those stand in the conversation, and go with it. */
  about?: string | null
}

const KEPT_MS = 90 * 24 * 60 * 60_000
const MENTIONED_AT_MOST = 50

/** Puts it into somebody's list, within the transaction of what happened. False: it stood there. */
export async function putForYou(sql: Sql, one: ForYou, now: number): Promise<boolean> {
  await sql.run('delete from "forYou" where "personId" = ? and "at" < ?', one.personId, isoAt(now - KEPT_MS))
  const put = await sql.run(
    `insert into "forYou" ("id", "personId", "key", "site", "kind", "conversationId", "answerId", "byName", "about", "at")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("personId", "key") do nothing`,
    newId('fyo', now),
    one.personId,
    one.key,
    one.site,
    one.kind,
    one.conversationId ?? null,
    one.answerId ?? null,
    one.byName ?? null,
    one.about ?? null,
    isoAt(now),
  )
  return put > 0
}

type Row = Pick<ConversationRow, 'id' | 'site'>

/** However often it was offered and missed, it stands there once, at its newest. */
export async function missedOffer(sql: Sql, row: Row, personId: string, now: number): Promise<void> {
  const key = `missed:${row.id}`
  await sql.run('delete from "forYou" where "personId" = ? and "key" = ?', personId, key)
  await putForYou(sql, { personId, key, site: row.site, kind: 'missed', conversationId: row.id }, now)
}

/** Whoever holds it has seen it. */
export const takenUp = (sql: Sql, conversationId: string, personId: string, now: number): Promise<number> =>
  sql.run(
    `update "forYou" set "readAt" = ? where "conversationId" = ? and "personId" = ? and "kind" = 'missed' and "readAt" is null`,
    isoAt(now),
    conversationId,
    personId,
  )

/** Whom a note calls by name or by group gets it, and may read the conversation from then on (I9). */
export async function callMentioned(
  sql: Sql,
  row: Row,
  note: { id: string; text: string; by: DeskMember },
  now: number,
): Promise<string[]> {
  if (!note.text.includes('@')) return []
  const operators = await sql.all<{ id: string; name: string; sites: string | null; skills: string | null }>(
    'select "id", "name", "sites", "skills" from "operators"',
  )
  const colleagues = operators.filter((one) => one.id !== note.by.id && servesSite(one, row.site))
  const named = colleagues.flatMap(({ id, name, skills }) =>
    [name, ...listIn(skills)].map((each) => ({ name: each, of: id })),
  )
  const called = [...mentionedIn(note.text, named)].slice(0, MENTIONED_AT_MOST)
  for (const personId of called) {
    await sql.run(
      'insert into "participants" ("conversationId", "personId") values (?, ?) on conflict do nothing',
      row.id,
      personId,
    )
    const of = { site: row.site, kind: 'mentioned' as const, conversationId: row.id, byName: note.by.name }
    await putForYou(sql, { ...of, personId, key: `mentioned:${note.id}` }, now)
  }
  return called
}

/** Of what happened outside of conversations: the author's answer was returned, or published. */
export async function tellForYou(sql: Sql, one: ForYou, now: number): Promise<Outcome<null>> {
  const put = await putForYou(sql, one, now)
  return done(null, [], [], put ? [one.personId] : [])
}

/** `ids` null: all of them. */
export async function readForYou(
  sql: Sql,
  { personId, ids }: { personId: string; ids: readonly string[] | null },
  now: number,
): Promise<Outcome<null>> {
  const which = ids === null ? '' : ` and "id" in (${ids.map(() => '?').join(', ') || 'null'})`
  const read = await sql.run(
    `update "forYou" set "readAt" = ? where "personId" = ? and "readAt" is null${which}`,
    isoAt(now),
    personId,
    ...(ids ?? []),
  )
  // Their other tabs count anew.
  return done(null, [], [], read > 0 ? [personId] : [])
}
