import { z } from '@hono/zod-openapi'
import {
  MOST_CRITERIA,
  MOST_DRAWN,
  type OwnReviews,
  QUALITY_VERDICTS,
  type QualityCard,
  type QualityReport,
} from '#protocol'
import { answering } from '../bound.ts'
import { IdParam, pageOf } from '../common.ts'

const COMMENT_LENGTH = 2_000
const Verdict = z.enum(QUALITY_VERDICTS)
const CriterionId = z.string().regex(/^[a-z0-9-]{1,40}$/)
const Card = z.object({
  criteria: z
    .array(z.object({ id: CriterionId, name: z.string().trim().min(1).max(60).nullable() }))
    .min(1)
    .max(MOST_CRITERIA),
  perWeek: z.number().int().min(1).max(MOST_DRAWN),
})
const Week = z.iso
  .date()
  .optional()
  .describe('Any day of the week, by the calendar of the site; the running one if left out')

export const QualityQuery = z.object({ week: Week })
export const DrawBody = z.object({ week: Week })
export const DrawnAnswer = z.object({ drawn: z.number() })
export const QualityCardBody = Card
export const JudgeBody = z.object({
  scores: z.record(CriterionId, Verdict).refine((scores) => Object.keys(scores).length <= MOST_CRITERIA),
  comment: z.string().trim().max(COMMENT_LENGTH).default(''),
})
export const ReviewReplyBody = z.object({ text: z.string().trim().min(1).max(COMMENT_LENGTH) })
export const ReviewParams = z.object({ id: IdParam })

const CardAnswer = answering<QualityCard>()(
  z.object({
    criteria: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
    perWeek: z.number(),
  }),
)
const Review = z
  .object({
    id: z.string(),
    week: z.string(),
    operatorId: z.string(),
    operator: z.string().nullable(),
    conversation: z.string(),
    question: z.string().nullable(),
    drawnBy: z.enum(['chance', 'low_rating']),
    stars: z.number().nullable(),
    scores: z.record(z.string(), Verdict).nullable(),
    score: z.number().nullable(),
    comment: z.string(),
    reviewer: z.string().nullable(),
    reviewedAt: z.string().nullable(),
    reply: z.string(),
    repliedAt: z.string().nullable(),
  })
  .openapi('QualityReview')
const Mean = z.object({
  operatorId: z.string(),
  operator: z.string(),
  score: z.number().nullable(),
  count: z.number(),
})
export const QualityAnswer = answering<QualityReport>()(
  z.object({
    week: z.string(),
    card: CardAnswer,
    items: z.array(Review),
    weeks: z.array(z.object({ week: z.string(), rows: z.array(Mean) })),
  }),
)
export const OwnReviewsAnswer = answering<OwnReviews>()(pageOf(Review).extend({ card: CardAnswer }))
