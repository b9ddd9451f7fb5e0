import { DateTime } from 'luxon'
import { dateIn } from '#shared'
import type { QualityReview } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import { cardOf, type ReviewRow } from '../../chat/moves/quality/quality.ts'
import type { Core } from '../core.ts'
import type { Quality } from './contract.ts'

type Parts = Pick<Core, 'move' | 'now' | 'reports' | 'site' | 'sql' | 'views'>

/** How far back drift is shown. */
const WEEKS = 12
/** Of a week there are as many as operators times what is drawn of each. */
const MOST_LISTED = 2_000

const LISTED = `select "qualityReviews".*, "conversations"."question" as "question", "conversations"."stars" as "stars"
  from "qualityReviews" left join "conversations" on "conversations"."id" = "qualityReviews"."conversationId"`
type Listed = ReviewRow & { question: string | null; stars: number | null }

export function qualityOf(core: Parts): Quality {
  const weekOf = async (site: string, day: string | null) => {
    const zone = (await core.site(site))?.timeZone ?? 'UTC'
    const monday = DateTime.fromISO(day ?? dateIn(zone, core.now()), { zone }).startOf('week')
    return {
      week: monday.toISODate() ?? '',
      fromAt: isoAt(monday.toMillis()),
      untilAt: isoAt(monday.plus({ weeks: 1 }).toMillis()),
      first: monday.minus({ weeks: WEEKS - 1 }).toISODate() ?? '',
    }
  }
  const named = async () => new Map((await core.views.operators()).map(({ id, name }) => [id, name]))
  return {
    quality: async (site, day) => {
      const { week, first } = await weekOf(site, day)
      const [card, rows, means, names] = await Promise.all([
        cardOf(core.sql, site),
        core.reports.all<Listed>(
          `${LISTED} where "qualityReviews"."site" = ? and "week" = ? order by "operatorId", "qualityReviews"."id" limit ?`,
          site,
          week,
          MOST_LISTED,
        ),
        core.reports.all<{ week: string; operatorId: string; score: number | null; n: number }>(
          `select "week", "operatorId", avg("score") as "score", count(*) as "n" from "qualityReviews"
           where "site" = ? and "reviewedAt" is not null and "week" >= ? and "week" <= ? group by 1, 2 order by 1, 2`,
          site,
          first,
          week,
        ),
        named(),
      ])
      const weeks = [...Map.groupBy(means, (one) => one.week)].map(([one, of]) => ({
        week: one,
        rows: of.map(({ operatorId, score, n }) => ({
          operatorId,
          operator: names.get(operatorId) ?? '',
          score: score === null ? null : Math.round(Number(score)),
          count: Number(n),
        })),
      }))
      return { week, card, items: rows.map((row) => shown(row, names)), weeks }
    },
    drawSample: async (by, site, day) => {
      const { week, fromAt, untilAt } = await weekOf(site, day)
      const outcome = await core.move('drawSample', { by, site, week, fromAt, untilAt })
      return outcome.ok ? { ok: true, ...outcome.value } : outcome
    },
    saveQualityCard: async (by, site, card) => {
      const outcome = await core.move('saveQualityCard', { by, site, card })
      return outcome.ok ? { ok: true } : outcome
    },
    judge: async (by, site, id, said) => {
      const outcome = await core.move('judge', { by, site, id, ...said })
      return outcome.ok ? { ok: true } : outcome
    },
    ownReviews: async ({ id }, site, { page, perPage }) => {
      const mine = '"qualityReviews"."site" = ? and "qualityReviews"."operatorId" = ? and "reviewedAt" is not null'
      const [card, counted, rows, names] = await Promise.all([
        cardOf(core.sql, site),
        core.reports.one<{ n: number }>(`select count(*) as "n" from "qualityReviews" where ${mine}`, site, id),
        core.reports.all<Listed>(
          `${LISTED} where ${mine} order by "reviewedAt" desc, "qualityReviews"."id" limit ? offset ?`,
          site,
          id,
          perPage,
          (page - 1) * perPage,
        ),
        named(),
      ])
      return { items: rows.map((row) => shown(row, names)), page, perPage, total: Number(counted?.n ?? 0), card }
    },
    answerReview: async (by, site, id, text) => {
      const outcome = await core.move('answerReview', { by, site, id, text })
      return outcome.ok ? { ok: true } : outcome
    },
  }
}

const shown = (row: Listed, names: ReadonlyMap<string, string>): QualityReview => ({
  id: row.id,
  week: row.week,
  operatorId: row.operatorId,
  operator: names.get(row.operatorId) ?? null,
  conversation: row.conversationId,
  question: row.question,
  drawnBy: row.drawnBy,
  stars: row.stars === null ? null : Number(row.stars),
  scores: row.scores === null ? null : JSON.parse(row.scores),
  score: row.score === null ? null : Number(row.score),
  comment: row.comment,
  reviewer: (row.reviewedById && names.get(row.reviewedById)) || null,
  reviewedAt: row.reviewedAt,
  reply: row.reply,
  repliedAt: row.repliedAt,
})
