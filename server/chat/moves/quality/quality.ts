import { newId } from '#shared'
import { type QualityCard, type QualityVerdict, USUAL_CRITERIA } from '#protocol'
import { type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import type { Sql } from '../../sql.ts'
import { putForYou } from '../for-you/put-for-you.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { type Candidate, draw } from './draw.ts'

export interface ReviewRow {
  id: string
  site: string
  week: string
  operatorId: string
  conversationId: string
  drawnBy: 'chance' | 'low_rating'
  scores: string | null
  score: number | null
  comment: string
  reviewedById: string | null
  reviewedAt: string | null
  reply: string
  repliedAt: string | null
}

/** Any number: two leads who draw at once take turns. */
const DRAW_LOCK = 7_341_905
const MOST_CANDIDATES = 50_000
const USUAL_PER_WEEK = 3
const WORTH: Record<QualityVerdict, number | null> = { yes: 1, partly: 0.5, no: 0, none: null }

export async function cardOf(sql: Sql, site: string): Promise<QualityCard> {
  const row = await sql.one<{ criteria: string; perWeek: number }>(
    'select "criteria", "perWeek" from "qualityCards" where "site" = ?',
    site,
  )
  return row
    ? { criteria: JSON.parse(row.criteria), perWeek: Number(row.perWeek) }
    : { criteria: USUAL_CRITERIA.map((id) => ({ id, name: null })), perWeek: USUAL_PER_WEEK }
}

export async function saveQualityCard(
  sql: Sql,
  { by, site, card }: { by: DeskMember; site: string; card: QualityCard },
): Promise<Outcome<null>> {
  if (!isLeadOn(by, site)) return refused('not_allowed')
  await sql.run(
    `insert into "qualityCards" ("site", "criteria", "perWeek") values (?, ?, ?)
     on conflict ("site") do update set "criteria" = excluded."criteria", "perWeek" = excluded."perWeek"`,
    site,
    JSON.stringify(card.criteria),
    card.perWeek,
  )
  return done(null)
}

/** Of what each operator solved in this week; what was drawn stays, so that drawing again only fills up. */
export async function drawSample(
  sql: Sql,
  r: { by: DeskMember; site: string; week: string; fromAt: string; untilAt: string },
  now: number,
): Promise<Outcome<{ drawn: number }>> {
  if (!isLeadOn(r.by, r.site)) return refused('not_allowed')
  if (sql.kind === 'postgres') await sql.all('select pg_advisory_xact_lock(?)', DRAW_LOCK)
  const { perWeek } = await cardOf(sql, r.site)
  const candidates = await sql.all<Candidate>(
    `select distinct "journal"."personId" as "operatorId", "journal"."conversationId" as "conversationId", "conversations"."stars" as "stars"
     from "journal" join "conversations" on "conversations"."id" = "journal"."conversationId"
     where "journal"."site" = ? and "act" = 'solved' and "at" >= ? and "at" < ? and "personId" is not null
     and not exists (select 1 from "qualityReviews" where "qualityReviews"."conversationId" = "journal"."conversationId"
       and "qualityReviews"."operatorId" = "journal"."personId")
     limit ?`,
    r.site,
    r.fromAt,
    r.untilAt,
    MOST_CANDIDATES,
  )
  const had = await sql.all<{ operatorId: string; n: number }>(
    'select "operatorId", count(*) as "n" from "qualityReviews" where "site" = ? and "week" = ? group by 1',
    r.site,
    r.week,
  )
  const has = new Map(had.map(({ operatorId, n }) => [operatorId, Number(n)]))
  const drawn = draw(candidates, (id) => Math.max(0, perWeek - (has.get(id) ?? 0)), Math.random)
  for (const { operatorId, conversationId, drawnBy } of drawn)
    await sql.run(
      `insert into "qualityReviews" ("id", "site", "week", "operatorId", "conversationId", "drawnBy") values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
      newId('qrv', now),
      r.site,
      r.week,
      operatorId,
      conversationId,
      drawnBy,
    )
  return done({ drawn: drawn.length })
}

/** Of a hundred; null: nothing of the card came into it. */
export function scoreOf(scores: Readonly<Record<string, QualityVerdict>>): number | null {
  const worth = Object.values(scores).flatMap((verdict) => WORTH[verdict] ?? [])
  return worth.length === 0 ? null : Math.round((100 * worth.reduce((sum, one) => sum + one, 0)) / worth.length)
}

/** Judged again, it says what was said last; the operator is told once. */
export async function judge(
  sql: Sql,
  r: { by: DeskMember; site: string; id: string; scores: Record<string, QualityVerdict>; comment: string },
  now: number,
): Promise<Outcome<null>> {
  if (!isLeadOn(r.by, r.site)) return refused('not_allowed')
  const row = await sql.one<ReviewRow>('select * from "qualityReviews" where "id" = ? and "site" = ?', r.id, r.site)
  if (!row) return refused('not_found')
  const known = new Set((await cardOf(sql, r.site)).criteria.map(({ id }) => id))
  const scores = Object.fromEntries(Object.entries(r.scores).filter(([id]) => known.has(id)))
  await sql.run(
    'update "qualityReviews" set "scores" = ?, "score" = ?, "comment" = ?, "reviewedById" = ?, "reviewedAt" = ? where "id" = ?',
    JSON.stringify(scores),
    scoreOf(scores),
    r.comment,
    r.by.id,
    isoAt(now),
    row.id,
  )
  const { site, conversationId, operatorId } = row
  if (operatorId === r.by.id) return done(null)
  const about = { site, conversationId, byName: r.by.name, kind: 'reviewed' as const, key: `reviewed:${row.id}` }
  const put = await putForYou(sql, { ...about, personId: operatorId }, now)
  return done(null, [], [], put ? [operatorId] : [])
}

/** The operator says something to what was said of their conversation; whoever judged it is told. */
export async function answerReview(
  sql: Sql,
  r: { by: DeskMember; site: string; id: string; text: string },
  now: number,
): Promise<Outcome<null>> {
  const row = await sql.one<ReviewRow>(
    'select * from "qualityReviews" where "id" = ? and "site" = ? and "operatorId" = ? and "reviewedAt" is not null',
    r.id,
    r.site,
    r.by.id,
  )
  if (!row) return refused('not_found')
  const repliedAt = isoAt(now)
  await sql.run('update "qualityReviews" set "reply" = ?, "repliedAt" = ? where "id" = ?', r.text, repliedAt, row.id)
  const { site, conversationId, reviewedById } = row
  if (!reviewedById || reviewedById === r.by.id) return done(null)
  const about = { site, conversationId, byName: r.by.name, kind: 'review_answered' as const }
  const put = await putForYou(sql, { ...about, personId: reviewedById, key: `answered:${row.id}:${repliedAt}` }, now)
  return done(null, [], [], put ? [reviewedById] : [])
}
