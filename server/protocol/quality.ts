import type { Page } from '#shared'

/** What a point of the card may say of a conversation; `none`: it does not come into it. */
export const QUALITY_VERDICTS = ['yes', 'partly', 'no', 'none'] as const
export type QualityVerdict = (typeof QUALITY_VERDICTS)[number]

/** Points every shop begins with; the desk words them. */
export const USUAL_CRITERIA = ['greeting', 'right', 'tone', 'spelling', 'solved'] as const
export const MOST_CRITERIA = 12
export const MOST_DRAWN = 20

export interface QualityCriterion {
  id: string
  /** As the shop calls it; null: one of the usual ones, worded by the desk. */
  name: string | null
}

/** By what a site judges conversations, and how many of each operator a week. */
export interface QualityCard {
  criteria: QualityCriterion[]
  perWeek: number
}

export interface QualityReview {
  id: string
  /** Monday of the week it was drawn for, by the calendar of the site. */
  week: string
  operatorId: string
  operator: string | null
  conversation: string
  /** null: erased since. */
  question: string | null
  /** Why it was drawn. */
  drawnBy: 'chance' | 'low_rating'
  stars: number | null
  /** By id of the criterion; null: nobody has judged it yet. */
  scores: Record<string, QualityVerdict> | null
  /** Of a hundred; null: not judged, or nothing came into it. */
  score: number | null
  comment: string
  reviewer: string | null
  reviewedAt: string | null
  /** What the operator says to it. */
  reply: string
  repliedAt: string | null
}

// GET /api/desk/quality
export interface QualityReport {
  week: string
  card: QualityCard
  items: QualityReview[]
  /** Weeks in which somebody was judged, oldest first. */
  weeks: { week: string; rows: { operatorId: string; operator: string; score: number | null; count: number }[] }[]
}

// GET /api/desk/reviews/mine
/** What of one's own was judged, newest first, with the card by which it is worded. */
export type OwnReviews = Page<QualityReview> & { card: QualityCard }
