import { z } from '@hono/zod-openapi'
import type { SavedViews } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { IdParam, itemsOf } from '../../schemas/common.ts'
import {
  NewSavedViewBody,
  SavedViewAnswer,
  SavedViewBody,
  SavedViewMadeAnswer,
} from '../../schemas/saved-views/saved-views.ts'

/** Narrowed lists under a name. Who may change which is decided where it is changed. */
export function savedViewRoutes({ live }: { live: SavedViews }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/views',
    summary: 'Saved views: one’s own and those of the site',
    who: 'operator',
    answer: itemsOf(SavedViewAnswer),
    handle: async (_, { person, site }) => ({ items: await live.savedViews(person, site) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/views',
    summary: 'Save a narrowed list under a name; only leads share it',
    who: 'operator',
    body: NewSavedViewBody,
    answer: SavedViewMadeAnswer,
    handle: async ({ body }, { person, site }) => answeredOf(await live.saveView(person, site, null, body)),
  })
  route(app, {
    method: 'patch',
    path: '/desk/views/{id}',
    summary: 'Another name or filter of a saved view; or away with it, and back',
    who: 'operator',
    params: z.object({ id: IdParam }),
    body: SavedViewBody,
    answer: SavedViewMadeAnswer,
    handle: async ({ params: { id }, body }, { person, site }) =>
      answeredOf(await live.saveView(person, site, id, body)),
  })
  return app
}
