import { z } from '@hono/zod-openapi'
import type { Merging } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { IdParam, Nothing } from '../../schemas/common.ts'

const path = '/desk/conversations/{id}/merged/{otherId}'
const params = z.object({ id: IdParam, otherId: IdParam })

/** By whoever holds the one that goes on, and leads; decided where it is done. */
export function mergeRoutes({ live }: { live: Merging }) {
  const app = router()
  route(app, {
    method: 'put',
    path,
    summary: 'Another open conversation of the same visitor goes on in this one',
    who: 'operator',
    params,
    answer: Nothing,
    handle: async ({ params: { id, otherId } }, { person }) => {
      answeredOf(await live.merge(person, id, otherId))
      return {}
    },
  })
  route(app, {
    method: 'delete',
    path,
    summary: 'They are two conversations again, the other one open',
    who: 'operator',
    params,
    answer: Nothing,
    handle: async ({ params: { id, otherId } }, { person }) => {
      answeredOf(await live.unmerge(person, id, otherId))
      return {}
    },
  })
  return app
}
