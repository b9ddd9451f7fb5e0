import type { AnswerId, Library, PlannedStep } from '#kb'
import { found, route, router, valueFrom } from '../../route.ts'
import { AnswerParams } from '../../schemas/answers.ts'
import { itemsOf } from '../../schemas/common.ts'
import * as shapes from '../../schemas/review/foresight.ts'

const SIMILAR = 5

/** Before a lead decides: what it would change for visitors, and which answers say much the same. */
export function foresightRoutes({ library }: { library: Library }) {
  const app = router()
  const { find, foresight, matcher } = library
  const ofSite = async ({ params: { id } }: { params: { id: AnswerId } }, { site }: { site: string }) => {
    const answer = await find.answer(id)
    return found(answer?.site === site ? answer : null)
  }

  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/foresight',
    summary: 'What past questions of visitors would get after this step',
    who: 'lead',
    params: AnswerParams,
    body: shapes.StepBody,
    answer: shapes.ForeseenAnswer,
    guard: ofSite,
    handle: async ({ params: { id }, body: { act, patch, into } }, { site }) => {
      const step: PlannedStep =
        act === 'merge' ? { act, id, into: found(into) } : { act, id, ...(act === 'publish' && patch ? { patch } : {}) }
      return valueFrom(await foresight.of(site, step, Date.now()))
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/matching/synonyms/foresight',
    summary: 'What past questions of visitors would get with these synonyms',
    who: 'lead',
    body: shapes.SynonymsBody,
    answer: shapes.ForeseenAnswer,
    handle: async ({ body: { groups } }, { site }) =>
      valueFrom(await foresight.of(site, { act: 'synonyms', groups }, Date.now())),
  })
  route(app, {
    method: 'get',
    path: '/desk/answers/{id}/similar',
    summary: 'Published answers that say much the same',
    who: 'operator',
    params: AnswerParams,
    answer: itemsOf(shapes.SimilarAnswer),
    handle: async ({ params }, caller) => {
      const { id, site, locale, question } = await ofSite({ params }, caller)
      const hits = await matcher.similar(question, { site, locale, exclude: [id], limit: SIMILAR })
      const items = await Promise.all(
        hits.map(async (hit) => {
          const answer = await find.answer(hit.id as AnswerId, { published: true })
          return answer ? [{ id: hit.id, question: answer.question, likeness: hit.score }] : []
        }),
      )
      return { items: items.flat() }
    },
  })
  return app
}
