import type { ForYouDoor } from '../../../realtime/live.ts'
import { route, router } from '../../route.ts'
import { ForYouAnswer, ForYouQuery, ReadForYouBody, UnreadAnswer } from '../../schemas/for-you/for-you.ts'

/** Of whoever asks alone: nobody reads another's list, nor marks it. */
export function forYouRoutes({ live }: { live: ForYouDoor }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/for-you',
    summary: 'What you should see: offers missed, conversations passed to you, mentions, your answers; newest first',
    who: 'operator',
    query: ForYouQuery,
    answer: ForYouAnswer,
    handle: ({ query }, { person }) => live.forYou(person, query),
  })
  route(app, {
    method: 'post',
    path: '/desk/for-you/read',
    summary: 'Mark them as seen',
    who: 'operator',
    body: ReadForYouBody,
    answer: UnreadAnswer,
    handle: ({ body }, { person }) => live.readForYou(person, body.ids),
  })
  return app
}
