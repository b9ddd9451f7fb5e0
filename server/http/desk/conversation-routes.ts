import { z } from '@hono/zod-openapi'
import type { Live } from '../../realtime/live.ts'
import { found, route, router } from '../route.ts'
import { IdParam, pageOf } from '../schemas/common.ts'
import { ConversationsQuery, FoundConversationAnswer, LetterAnswer } from '../schemas/conversations.ts'

/** Conversations beside the socket: lists and letters. */
export function conversationRoutes({ live }: { live: Pick<Live, 'conversationsFor' | 'letter'> }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/conversations',
    summary: 'Conversations by view and words',
    who: 'operator',
    query: ConversationsQuery,
    answer: pageOf(FoundConversationAnswer),
    handle: ({ query }, { person }) => live.conversationsFor(person, query),
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/letters/{messageId}',
    summary: 'The whole letter of a message that came by mail, as text',
    who: 'operator',
    params: z.object({ id: IdParam, messageId: IdParam }),
    answer: LetterAnswer,
    handle: async ({ params }, { person }) => found(await live.letter(person, params.id, params.messageId)),
  })
  return app
}
