import type { AnswerId, Library } from '#kb'
import type { Live } from '../../../realtime/live.ts'
import { found, route, router, valueFrom } from '../../route.ts'
import { AnswerParams, OneAnswer } from '../../schemas/answers.ts'
import * as shapes from '../../schemas/care/care.ts'
import { itemsOf } from '../../schemas/common.ts'
import { actorOf } from '../answer-routes.ts'
import { knownTo } from '../sharing.ts'

/** As many as a lead goes through in a week. */
const MOST_DUE = 200

/** Until when answers are shown, when they are read again, and who cares for them. */
export function careRoutes({ library, live }: { library: Library; live: Pick<Live, 'libraryChanged'> }) {
  const app = router()
  const { answers, find } = library
  const ofSite = async ({ params: { id } }: { params: { id: AnswerId } }, { site }: { site: string }) => {
    const answer = await find.answer(id)
    return found(answer?.site === site ? answer : null)
  }

  route(app, {
    method: 'get',
    path: '/desk/due-answers',
    summary: 'Published answers that are over, or that end, begin or are to be read again within a week',
    who: 'lead',
    answer: itemsOf(shapes.DueAnswer),
    handle: async (_, { site }) => ({
      items: answers
        .due(site, Date.now())
        .slice(0, MOST_DUE)
        .map(({ answer: { id, question, locale, audience, state, revision, owner }, kind, on }) => ({
          id,
          question,
          locale,
          audience,
          state,
          revision,
          owner,
          kind,
          on,
        })),
    }),
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/care',
    summary: 'Set when a published answer is shown, when it is read again and who cares for it',
    who: 'lead',
    params: AnswerParams,
    body: shapes.CareBody,
    answer: OneAnswer,
    audit: 'answer_tended',
    audited: (_, { answer: { question, validFrom, validUntil, reviewBy, owner } }) => ({
      detail: { question, validFrom, validUntil, reviewBy, owner },
    }),
    guard: ofSite,
    handle: async ({ params: { id }, body: { care, expectedRevision } }, { person }) => {
      const tended = valueFrom(await answers.tend(id, care, expectedRevision, actorOf(person), Date.now()))
      live.libraryChanged([tended])
      return { answer: knownTo(person)(tended) }
    },
  })
  return app
}
