import type { OffTopic } from '../../../realtime/live.ts'
import { route, router } from '../../route.ts'
import { DaysQuery } from '../../schemas/growth.ts'
import { OffTopicAnswer } from '../../schemas/off-topic/off-topic.ts'

export function offTopicRoutes({ live }: { live: OffTopic }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/off-topic',
    summary: 'Conversations that were off the matter: by page, source and hour, and what they cost',
    who: 'lead',
    query: DaysQuery,
    answer: OffTopicAnswer,
    handle: ({ query: { days } }, { site }) => live.offTopic(site, days),
  })
  return app
}
