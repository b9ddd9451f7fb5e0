import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { actorOf } from './answer-routes.ts'
import { Refusal } from './problem.ts'
import { route, router, valueFrom } from './route.ts'
import { HitAnswer } from './schemas/answers.ts'
import { itemsOf, LocaleParam, MisspellingAnswer, Nothing, PageQuery, pageOf } from './schemas/common.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const Days = z.coerce.number().int().min(1).max(365).default(28)
const Word = z.string().min(1).max(80)
const WordAnswer = z.object({
  word: z.string(),
  state: z.enum(['proposed', 'approved']),
  by: z.string(),
  at: z.string(),
})
const GapAnswer = z.object({
  id: z.string(),
  label: z.string(),
  locale: LocaleParam,
  count: z.number(),
  lastAt: z.string(),
  answeredBy: HitAnswer.nullable(),
  questions: z.array(
    z.object({ text: z.string(), at: z.string(), kind: z.string(), conversation: z.string().nullable() }),
  ),
})
const NumbersAnswer = z.object({
  searches: z.number(),
  answered: z.number(),
  escalated: z.number(),
  helped: z.number(),
  notHelped: z.number(),
  published: z.number(),
  endings: z.object({
    visits: z.number(),
    helped: z.number(),
    silent: z.number(),
    nothing: z.number(),
    person: z.number(),
    recent: z.number(),
  }),
})
const UnhelpfulAnswer = z.object({
  id: z.string(),
  question: z.string(),
  locale: LocaleParam,
  helped: z.number(),
  notHelped: z.number(),
  reasons: z.array(z.object({ text: z.string(), at: z.string() })),
})
const UNHELPFUL_SHOWN = 20

/** What to write next, and the words the speller knows. */
export function growthRoutes({ library, siteId }: { library: Library; siteId: string }) {
  const app = router()
  const { growth, spelling } = library
  route(app, {
    method: 'get',
    path: '/desk/gaps',
    summary: 'Questions the library could not answer, grouped',
    who: 'operator',
    query: z.object({ ...PageQuery, locale: LocaleParam.optional(), days: Days }),
    answer: pageOf(GapAnswer),
    handle: ({ query }) =>
      growth.gaps(
        {
          site: siteId,
          sinceMs: query.days * DAY_MS,
          page: query.page,
          perPage: query.perPage,
          ...(query.locale ? { locale: query.locale } : {}),
        },
        Date.now(),
      ),
  })
  route(app, {
    method: 'post',
    path: '/desk/gaps/{id}/close',
    summary: 'This needs no answer',
    who: 'lead',
    params: z.object({ id: z.string().max(64) }),
    answer: Nothing,
    audit: 'gap_closed',
    handle: async ({ params }, { person }) => {
      await growth.closeGap(params.id, actorOf(person), Date.now())
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/numbers',
    summary: 'How visits ended',
    who: 'operator',
    query: z.object({ days: Days }),
    answer: NumbersAnswer,
    handle: ({ query }) => growth.numbers({ site: siteId, sinceMs: query.days * DAY_MS }, Date.now()),
  })
  route(app, {
    method: 'get',
    path: '/desk/unhelpful',
    summary: 'Answers visitors said did not help, most often first',
    who: 'operator',
    query: z.object({ days: Days }),
    answer: itemsOf(UnhelpfulAnswer),
    handle: async ({ query }) => ({
      items: await growth.unhelpful({ site: siteId, sinceMs: query.days * DAY_MS, limit: UNHELPFUL_SHOWN }, Date.now()),
    }),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/check',
    summary: 'Unknown words and what they may have meant',
    who: 'operator',
    body: z.object({ text: z.string().max(20_000) }),
    answer: z.object({ words: z.array(MisspellingAnswer), starting: z.boolean() }),
    handle: async ({ body }) => {
      const words = await spelling.check(body.text)
      return { words, starting: library.status().spelling === 'starting' }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/spelling/words',
    summary: 'The shop dictionary',
    who: 'operator',
    query: z.object({ ...PageQuery, state: z.enum(['proposed', 'approved']).optional() }),
    answer: pageOf(WordAnswer),
    handle: ({ query }) =>
      spelling.words({ page: query.page, perPage: query.perPage, ...(query.state ? { state: query.state } : {}) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/words',
    summary: 'Add to the dictionary: a lead at once, an operator as a proposal',
    who: 'operator',
    body: z.object({ word: Word }),
    answer: WordAnswer,
    handle: async ({ body }, { person }) => valueFrom(await spelling.propose(body.word, actorOf(person), Date.now())),
  })
  route(app, {
    method: 'post',
    path: '/desk/spelling/words/decision',
    summary: 'Approve or refuse a proposed word',
    who: 'lead',
    body: z.object({ word: Word, approve: z.boolean() }),
    answer: WordAnswer,
    audit: 'word_decided',
    audited: ({ body }) => ({ object: body.word, detail: { approved: body.approve } }),
    handle: async ({ body }, { person }) => {
      const decided = await spelling.decide(body.word, body.approve, actorOf(person), Date.now())
      if (!decided.ok && decided.refused.code === 'not_found') throw new Refusal('not_found')
      return valueFrom(decided)
    },
  })
  return app
}
