import { z } from '@hono/zod-openapi'
import type { Quality } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { Nothing, PageQuery } from '../../schemas/common.ts'
import * as shapes from '../../schemas/quality/quality.ts'

/** How leads judge conversations, and what each operator sees of it. */
export function qualityRoutes({ live }: { live: Quality }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/quality',
    summary: 'Conversations drawn for review in a week, the card, and how each operator did over the weeks',
    who: 'lead',
    query: shapes.QualityQuery,
    answer: shapes.QualityAnswer,
    handle: ({ query: { week = null } }, { site }) => live.quality(site, week),
  })
  route(app, {
    method: 'post',
    path: '/desk/quality/draw',
    summary: 'Draw conversations of a week for review: some badly rated, the rest by chance; again, it only fills up',
    who: 'lead',
    body: shapes.DrawBody,
    answer: shapes.DrawnAnswer,
    audit: 'quality_drawn',
    audited: ({ body: { week = null } }, { drawn }) => ({ detail: { week, drawn } }),
    handle: async ({ body: { week = null } }, { person, site }) =>
      answeredOf(await live.drawSample(person, site, week)),
  })
  route(app, {
    method: 'put',
    path: '/desk/quality/card',
    summary: 'By what conversations are judged, and how many of each operator a week',
    who: 'lead',
    body: shapes.QualityCardBody,
    answer: Nothing,
    audit: 'quality_card_changed',
    audited: ({ body }) => ({ detail: { perWeek: body.perWeek } }),
    handle: async ({ body }, { person, site }) => answeredOf(await live.saveQualityCard(person, site, body)),
  })
  route(app, {
    method: 'put',
    path: '/desk/quality/reviews/{id}',
    summary: 'Judge a conversation that was drawn; its operator sees it',
    who: 'lead',
    params: shapes.ReviewParams,
    body: shapes.JudgeBody,
    answer: Nothing,
    audit: 'quality_judged',
    handle: async ({ params: { id }, body }, { person, site }) => answeredOf(await live.judge(person, site, id, body)),
  })
  route(app, {
    method: 'get',
    path: '/desk/reviews/mine',
    summary: 'How one’s own conversations were judged, newest first',
    who: 'operator',
    query: z.object(PageQuery),
    answer: shapes.OwnReviewsAnswer,
    handle: ({ query }, { person, site }) => live.ownReviews(person, site, query),
  })
  route(app, {
    method: 'put',
    path: '/desk/reviews/mine/{id}/reply',
    summary: 'Say something to how one’s conversation was judged',
    who: 'operator',
    params: shapes.ReviewParams,
    body: shapes.ReviewReplyBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { person, site }) =>
      answeredOf(await live.answerReview(person, site, id, body.text)),
  })
  return app
}
