import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { Refusal } from './problem.ts'
import { route, router } from './route.ts'
import { HitAnswer } from './schemas/answers.ts'
import { LocaleParam, Nothing, PageQuery, pageOf } from './schemas/common.ts'
import { MAX_QUERY_LENGTH, RepairAnswer } from './schemas/search.ts'

const Share = z.number().min(0).max(1)
const ThresholdBody = z.object({ answer: Share, suggest: Share })
const ThresholdAnswer = ThresholdBody.extend({ source: z.enum(['default', 'library', 'lead']) })
const Verdict = z.enum(['answer', 'suggest', 'escalate'])
const Shares = z.object({ answer: z.number(), right: z.number(), suggest: z.number(), escalate: z.number() })
const PreviewAnswer = z.object({
  questions: z.number(),
  now: Shares,
  then: Shares,
  changes: z.array(
    z.object({ question: z.string(), answerId: z.string(), from: Verdict, to: Verdict, right: z.boolean() }),
  ),
})
const SynonymGroups = z.object({
  groups: z
    .array(z.object({ locale: LocaleParam, words: z.array(z.string().trim().min(1).max(80)).min(2).max(30) }))
    .max(500),
})
const LearntAnswer = z.object({
  id: z.string(),
  site: z.string(),
  effect: z.enum(['raises', 'lowers', 'absent']),
  question: z.string(),
  answerId: z.string().nullable(),
  answer: z.string().nullable(),
  visitors: z.number(),
  weight: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  source: z.enum(['visitors', 'operators']),
})
const MatchAnswer = z.object({
  verdict: Verdict,
  confidence: z.number(),
  searched: z.string(),
  repaired: z.array(RepairAnswer),
  hits: z.array(HitAnswer),
  engine: z.enum(['embedded', 'meilisearch']),
  degraded: z.boolean(),
  because: z.object({
    words: z.array(z.string()),
    phrasing: z.object({ text: z.string(), at: z.string().optional() }).optional(),
    missing: z.array(z.string()).optional(),
    learnt: z.string().optional(),
  }),
})

/** The lead's view of the matcher: why it decided so, what it learnt, which words mean the same, where its thresholds lie. */
export function matchingRoutes({ library, siteId }: { library: Library; siteId: string }) {
  const app = router()
  const { matcher, find } = library
  route(app, {
    method: 'get',
    path: '/desk/match',
    summary: 'What a visitor would get, and why',
    who: 'operator',
    query: z.object({ q: z.string().max(MAX_QUERY_LENGTH), locale: LocaleParam }),
    answer: MatchAnswer,
    handle: ({ query }) =>
      find.match({ text: query.q, site: siteId, locale: query.locale, audience: 'public', limit: 5, now: Date.now() }),
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/synonyms',
    summary: 'Words that mean the same in this shop',
    who: 'operator',
    answer: SynonymGroups,
    handle: async () => ({ groups: await matcher.synonyms(siteId) }),
  })
  route(app, {
    method: 'put',
    path: '/desk/matching/synonyms',
    summary: 'Change them',
    who: 'lead',
    body: SynonymGroups,
    answer: SynonymGroups,
    audit: 'synonyms_changed',
    handle: async ({ body }) => {
      await matcher.setSynonyms(siteId, body.groups)
      return { groups: await matcher.synonyms(siteId) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/thresholds',
    summary: 'When one answer is given, and when a person is offered',
    who: 'operator',
    answer: ThresholdAnswer,
    handle: () => matcher.thresholds(siteId),
  })
  route(app, {
    method: 'put',
    path: '/desk/matching/thresholds',
    summary: 'Set them by hand; null returns to what the library computes',
    who: 'lead',
    body: z.object({ thresholds: ThresholdBody.nullable() }),
    answer: ThresholdAnswer,
    audit: 'thresholds_changed',
    handle: async ({ body }) => {
      await matcher.setThresholds(siteId, body.thresholds)
      return matcher.thresholds(siteId)
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/matching/thresholds/preview',
    summary: 'What would change',
    who: 'lead',
    body: ThresholdBody,
    answer: PreviewAnswer,
    handle: ({ body }) => matcher.previewThresholds(siteId, body),
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/learnt',
    summary: 'Everything learnt, with its source',
    who: 'operator',
    query: z.object(PageQuery),
    answer: pageOf(LearntAnswer),
    handle: async ({ query: { page, perPage } }) => {
      const all = await matcher.learnt({ site: siteId })
      const items = await Promise.all(
        all.slice((page - 1) * perPage, page * perPage).map(async (item) => ({
          ...item,
          answer: item.answerId ? ((await find.answer(item.answerId as never))?.question ?? null) : null,
        })),
      )
      return { items, page, perPage, total: all.length }
    },
  })
  route(app, {
    method: 'delete',
    path: '/desk/matching/learnt/{id}',
    summary: 'Forget it',
    who: 'lead',
    params: z.object({ id: z.string().min(1).max(200) }),
    answer: Nothing,
    audit: 'learnt_removed',
    handle: async ({ params }) => {
      if (!(await matcher.forget(params.id))) throw new Refusal('not_found')
      return {}
    },
  })
  return app
}
