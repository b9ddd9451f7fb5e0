import { z } from '@hono/zod-openapi'
import type { Cards } from '../../realtime/live.ts'
import { answeredOf, found, route, router } from '../route.ts'
import { CardAnswer, JoinBody, NotedAnswer, VisitorNoteBody } from '../schemas/visitors/cards.ts'
import { IdParam, Nothing } from '../schemas/common.ts'

/** What is known of a conversation's visitor: who may read the conversation may read the card, and write on it. */
export function cardRoutes({ live }: { live: Cards }) {
  const app = router()
  const params = z.object({ id: IdParam })
  const path = '/desk/conversations/{id}/visitor'
  route(app, {
    method: 'get',
    path,
    summary: 'The card of its visitor: conversations, searches, votes, notes, whether they are kept out',
    who: 'operator',
    params,
    answer: CardAnswer,
    handle: async ({ params: { id } }, { person }) => found(await live.card(person, id)),
  })
  route(app, {
    method: 'post',
    path: `${path}/notes`,
    summary: 'A note about the visitor, for colleagues alone',
    who: 'operator',
    params,
    body: VisitorNoteBody,
    answer: NotedAnswer,
    handle: async ({ params: { id }, body }, { person }) =>
      answeredOf(await live.addVisitorNote(person, id, body.text)),
  })
  route(app, {
    method: 'delete',
    path: `${path}/notes/{noteId}`,
    summary: "One's own note, or any as a lead",
    who: 'operator',
    params: z.object({ id: IdParam, noteId: IdParam }),
    answer: Nothing,
    handle: async ({ params: { id, noteId } }, { person }) => {
      answeredOf(await live.removeVisitorNote(person, id, noteId))
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: `${path}/joins`,
    summary: 'Another conversation is of the same person',
    who: 'operator',
    params,
    body: JoinBody,
    answer: Nothing,
    audit: 'visitors_joined',
    audited: ({ body }) => ({ detail: { with: body.conversationId } }),
    handle: async ({ params: { id }, body }, { person }) => {
      answeredOf(await live.joinVisitors(person, id, body.conversationId))
      return {}
    },
  })
  route(app, {
    method: 'delete',
    path: `${path}/joins/{joinId}`,
    summary: 'They are two people after all',
    who: 'operator',
    params: z.object({ id: IdParam, joinId: IdParam }),
    answer: Nothing,
    audit: 'visitors_parted',
    handle: async ({ params: { id, joinId } }, { person }) => {
      answeredOf(await live.partVisitors(person, id, joinId))
      return {}
    },
  })
  return app
}
