import { type Locale, newId } from '#shared'
import type { InvitationEnding } from '#protocol'
import { type DeskMember, isMemberOf, isoAt } from '../../conversation.ts'
import { lockRow, type Sql } from '../../sql.ts'
import type { TalkInvitationRow } from '../../talk-invitation.ts'
import { hasRoom } from '../accept.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { hasLease } from '../presence/presence.ts'

export interface InviteVisitor {
  site: string
  visit: string
  browser: string
  visitorId: string | null
  text: string
  by: DeskMember
}

/**
 * Shows a visit a card. Refused where the operator could not keep the promise (`away`, `full`), where the visit has a card already
 * (`taken`) or has closed one (`closed`), and where its visitor is being talked to (`conflict`).
 */
export async function inviteVisitor(sql: Sql, r: InviteVisitor, now: number): Promise<Outcome<{ id: string }>> {
  if (!isMemberOf(r.by, r.site)) return refused('not_found')
  if (!(await isWilling(sql, r.by.id, now))) return refused('away')
  if (!(await hasRoom(sql, r.by.id))) return refused('full')
  const closed = await sql.one(
    `select 1 as "yes" from "talkInvitations" where "visit" = ? and "ending" = 'closed' limit 1`,
    r.visit,
  )
  if (closed) return refused('closed')
  if (r.visitorId !== null && (await isTalking(sql, r.visitorId, r.site))) return refused('conflict')
  const id = newId('tki', now)
  const card = { ...r, id, operatorId: r.by.id, operatorName: r.by.name }
  const inserted = await insertCard(sql, card, now)
  return inserted === 0 ? refused('taken') : done({ id })
}

type Card = Pick<
  TalkInvitationRow,
  'browser' | 'id' | 'operatorId' | 'operatorName' | 'site' | 'text' | 'visit' | 'visitorId'
> &
  Partial<Pick<TalkInvitationRow, 'needsSomebody' | 'scenario' | 'texts'>>

/** How many were inserted: none where the visit has a card already. */
export const insertCard = (sql: Sql, card: Card, now: number): Promise<number> =>
  sql.run(
    `insert into "talkInvitations" ("id", "site", "visit", "openVisit", "browser", "visitorId", "operatorId", "operatorName", "text", "createdAt", "scenario", "texts", "needsSomebody")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("openVisit") do nothing`,
    card.id,
    card.site,
    card.visit,
    card.visit,
    card.browser,
    card.visitorId,
    card.operatorId,
    card.operatorName,
    card.text,
    isoAt(now),
    card.scenario ?? null,
    card.texts ?? null,
    card.needsSomebody ?? 0,
  )

/** Whether somebody is at the desk now and takes conversations. */
export async function isWilling(sql: Sql, operatorId: string, now: number): Promise<boolean> {
  const willing = await sql.one('select 1 as "yes" from "operators" where "id" = ? and "available" = 1', operatorId)
  return willing !== undefined && (await hasLease(sql, 'operator', operatorId, now))
}

export const isTalking = async (sql: Sql, visitorId: string, site: string): Promise<boolean> =>
  (await sql.one(
    `select 1 as "yes" from "conversations" where "visitorId" = ? and "site" = ? and "state" <> 'solved' limit 1`,
    visitorId,
    site,
  )) !== undefined

/** The tab that asks first shows it, and no other. Asked again by the same one it is answered the same way. */
export async function showInvitation(
  sql: Sql,
  r: { id: string; site: string; visit: string; tab: string; locale: Locale },
  now: number,
): Promise<Outcome<{ operatorId: string; operatorName: string; text: string; isAutomatic: boolean }>> {
  const row = await standing(sql, r)
  if (!row || (row.shownIn !== null && row.shownIn !== r.tab)) return refused('not_found')
  const { operatorId, operatorName, scenario, texts } = row
  // What was shown is what was said: another language later does not change it.
  const text = row.shownIn === null && texts ? (JSON.parse(texts) as Record<Locale, string>)[r.locale] : row.text
  if (row.shownIn === null)
    await sql.run(
      'update "talkInvitations" set "shownIn" = ?, "shownAt" = ?, "text" = ? where "id" = ?',
      r.tab,
      isoAt(now),
      text,
      row.id,
    )
  return done({ operatorId, operatorName, text, isAutomatic: scenario !== null })
}

/** Ends the invitation of a visit, whoever ends it. Ended twice it ended the first way. */
export async function endInvitation(
  sql: Sql,
  r: { id: string; site: string; visit: string; ending: InvitationEnding },
  now: number,
): Promise<Outcome<null>> {
  const row = await standing(sql, r)
  if (!row) return refused('not_found')
  await ended(sql, row.id, r.ending, now)
  return done(null)
}

export const standing = (
  sql: Sql,
  { id, site, visit }: { id: string; site: string; visit: string },
): Promise<TalkInvitationRow | undefined> =>
  sql.one<TalkInvitationRow>(
    `select * from "talkInvitations" where "id" = ? and "site" = ? and "openVisit" = ?${lockRow(sql)}`,
    id,
    site,
    visit,
  )

export const ended = (
  sql: Sql,
  id: string,
  ending: InvitationEnding,
  now: number,
  conversationId: string | null = null,
): Promise<number> =>
  sql.run(
    `update "talkInvitations" set "openVisit" = null, "endedAt" = ?, "ending" = ?, "conversationId" = ? where "id" = ? and "openVisit" is not null`,
    isoAt(now),
    ending,
    conversationId,
    id,
  )
