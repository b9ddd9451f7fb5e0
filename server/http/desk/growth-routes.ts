import { DAY_MS } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { actorOf } from './answer-routes.ts'
import { Refusal } from '../problems/problem.ts'
import { route, router, valueFrom } from '../route.ts'
import { itemsOf, Nothing, pageOf } from '../schemas/common.ts'
import * as shapes from '../schemas/growth.ts'

const UNHELPFUL_SHOWN = 20

/** What to write next, and the words the speller knows. */
export function growthRoutes({ library }: { library: Library }) {
  const app = router()
  const { gaps, figures, spelling } = library
  route(app, {
    method: 'get',
    path: '/desk/gaps',
    summary: 'Questions the library could not answer, grouped',
    who: 'operator',
    query: shapes.GapsQuery,
    answer: pageOf(shapes.GapAnswer),
    handle: ({ query }, { person, site }) =>
      gaps.list(
        {
          reader: person.role === 'operator' ? 'operator' : 'lead',
          site,
          sinceMs: query.days * DAY_MS,
          page: query.page,
          perPage: query.perPage,
          ...(query.locale ? { locale: query.locale } : {}),
        },
        Date.now(),
      ),
  })
  route(app, {
    method: 'put',
    path: '/desk/gaps/{id}/care',
    summary: 'Who writes the answer to a gap, by when, and how far it is',
    who: 'lead',
    params: z.object({ id: z.string().max(64) }),
    body: shapes.GapCareBody,
    answer: Nothing,
    audit: 'gap_tended',
    audited: ({ body: { owner, dueOn, stage } }) => ({ detail: { owner, dueOn, stage } }),
    handle: async ({ params, body }, { site }) => {
      const care = { ...body, owner: body.owner || null }
      if (!(await gaps.tend(params.id, site, care))) throw new Refusal('not_found')
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/gaps/{id}/close',
    summary: 'This needs no answer',
    who: 'lead',
    params: z.object({ id: z.string().max(64) }),
    answer: Nothing,
    audit: 'gap_closed',
    handle: async ({ params }, { person, site }) => {
      if (!(await gaps.close(params.id, site, actorOf(person), Date.now()))) throw new Refusal('not_found')
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/numbers',
    summary: 'How visits ended',
    who: 'operator',
    query: shapes.DaysQuery,
    answer: shapes.NumbersAnswer,
    handle: ({ query }, { site }) => figures.totals({ site, sinceMs: query.days * DAY_MS }, Date.now()),
  })
  route(app, {
    method: 'get',
    path: '/desk/unhelpful',
    summary: 'Answers visitors said did not help, most often first',
    who: 'operator',
    query: shapes.DaysQuery,
    answer: itemsOf(shapes.UnhelpfulAnswer),
    handle: async ({ query }, { site }) => ({
      items: await figures.unhelpful({ site, sinceMs: query.days * DAY_MS, limit: UNHELPFUL_SHOWN }, Date.now()),
    }),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/check',
    summary: 'Unknown words and what they may have meant',
    who: 'operator',
    body: shapes.SpelledBody,
    answer: shapes.SpelledAnswer,
    handle: async ({ body }, { site }) => {
      const words = await spelling.check(body.text, site)
      return { words, starting: library.status().spelling === 'starting' }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/spelling/words',
    summary: 'The shop dictionary',
    who: 'operator',
    query: shapes.WordsQuery,
    answer: pageOf(shapes.WordAnswer),
    handle: ({ query: { page, perPage, state } }, { site }) =>
      spelling.words({ site, page, perPage, ...(state ? { state } : {}) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/words',
    summary: 'Add to the dictionary: a lead at once, an operator as a proposal',
    who: 'operator',
    body: shapes.WordBody,
    answer: shapes.WordAnswer,
    handle: async ({ body }, { person, site }) =>
      valueFrom(await spelling.propose(site, body.word, actorOf(person), Date.now())),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/words/decision',
    summary: 'Approve or refuse a proposed word',
    who: 'lead',
    body: shapes.WordDecisionBody,
    answer: shapes.WordAnswer,
    audit: 'word_decided',
    audited: ({ body }) => ({ object: body.word, detail: { approved: body.approve } }),
    handle: async ({ body }, { person, site }) => {
      const decided = await spelling.decide(site, body.word, body.approve, actorOf(person), Date.now())
      if (!decided.ok && decided.refused.code === 'not_found') throw new Refusal('not_found')
      return valueFrom(decided)
    },
  })
  return app
}
