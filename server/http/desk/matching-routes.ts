import { answersLocale } from '#shared'
import { isId } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { Refusal } from '../problems/problem.ts'
import { route, router } from '../route.ts'
import { Nothing, PageQuery, pageOf } from '../schemas/common.ts'
import * as shapes from '../schemas/matching.ts'

/** The lead's view of the matcher: why it decided so, what it learnt, which words mean the same, where its thresholds lie. */
export function matchingRoutes({ library }: { library: Library }) {
  const app = router()
  const { matcher, find } = library
  route(app, {
    method: 'get',
    path: '/desk/match',
    summary: 'What a visitor would get, and why',
    who: 'operator',
    query: shapes.MatchQuery,
    answer: shapes.MatchAnswer,
    handle: ({ query }, { site }) =>
      find.match({
        text: query.q,
        site,
        locale: answersLocale(query.locale),
        audience: 'public',
        limit: 5,
        now: Date.now(),
      }),
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/synonyms',
    summary: 'Words that mean the same in this shop',
    who: 'operator',
    answer: shapes.SynonymGroups,
    handle: async (_, { site }) => ({ groups: await matcher.synonyms(site) }),
  })
  route(app, {
    method: 'put',
    path: '/desk/matching/synonyms',
    summary: 'Change them',
    who: 'lead',
    body: shapes.SynonymGroups,
    answer: shapes.SynonymGroups,
    audit: 'synonyms_changed',
    handle: async ({ body }, { site }) => {
      await matcher.setSynonyms(site, body.groups)
      return { groups: await matcher.synonyms(site) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/thresholds',
    summary: 'When one answer is given, and when a person is offered',
    who: 'operator',
    answer: shapes.ThresholdAnswer,
    handle: (_, { site }) => matcher.thresholds(site),
  })
  route(app, {
    method: 'put',
    path: '/desk/matching/thresholds',
    summary: 'Set them by hand; null returns to what the library computes',
    who: 'lead',
    body: shapes.ThresholdsBody,
    answer: shapes.ThresholdAnswer,
    audit: 'thresholds_changed',
    handle: async ({ body }, { site }) => {
      await matcher.setThresholds(site, body.thresholds)
      return matcher.thresholds(site)
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/matching/thresholds/preview',
    summary: 'What would change',
    who: 'lead',
    body: shapes.ThresholdBody,
    answer: shapes.PreviewAnswer,
    handle: ({ body }, { site }) => matcher.previewThresholds(site, body),
  })
  route(app, {
    method: 'get',
    path: '/desk/matching/learnt',
    summary: 'Everything learnt, with its source',
    who: 'operator',
    query: z.object(PageQuery),
    answer: pageOf(shapes.LearntAnswer),
    handle: async ({ query: { page, perPage } }, { site }) => {
      const all = await matcher.learnt({ site })
      const items = await Promise.all(
        all.slice((page - 1) * perPage, page * perPage).map(async (item) => ({
          ...item,
          answer:
            item.answerId && isId('ans', item.answerId) ? ((await find.answer(item.answerId))?.question ?? null) : null,
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
    handle: async ({ params }, { site }) => {
      if (!(await matcher.learnt({ site })).some(({ id }) => id === params.id)) throw new Refusal('not_found')
      if (!(await matcher.forget(params.id))) throw new Refusal('not_found')
      return {}
    },
  })
  return app
}
