import { z } from '@hono/zod-openapi'
import type { Snoozing } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { IdParam, Nothing } from '../../schemas/common.ts'
import { SnoozeBody } from '../../schemas/snoozing/snoozing.ts'

/** Of one's own conversations, and for leads of every one on their sites; decided where it is done. */
export function snoozeRoutes({ live }: { live: Snoozing }) {
  const app = router()
  route(app, {
    method: 'put',
    path: '/desk/conversations/{id}/snooze',
    summary: 'Put a conversation off until a time or the visitor’s next words, or bring it back',
    who: 'operator',
    params: z.object({ id: IdParam }),
    body: SnoozeBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { person }) => {
      answeredOf(await live.snooze(person, id, body.snooze))
      return {}
    },
  })
  return app
}
