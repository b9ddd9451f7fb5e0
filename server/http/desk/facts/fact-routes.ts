import type { Library } from '#kb'
import { route, router } from '../../route.ts'
import { FactQuery, FactUsesAnswer, TypedByHandAnswer } from '../../schemas/facts/facts.ts'

/** Where answers say what is a fact of the shop: by its placeholder, or typed by hand. */
export function factRoutes({ library: { facts } }: { library: Pick<Library, 'facts'> }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/facts/uses',
    summary: 'Answers that say a fact by its placeholder, with the sentences',
    who: 'lead',
    query: FactQuery,
    answer: FactUsesAnswer,
    handle: ({ query: { name } }, { site }) => facts.uses(site, name),
  })
  route(app, {
    method: 'get',
    path: '/desk/facts/by-hand',
    summary: 'What looks like a fact of the shop in answers and is typed by hand',
    who: 'lead',
    answer: TypedByHandAnswer,
    handle: (_, { site }) => facts.typedByHand(site),
  })
  return app
}
