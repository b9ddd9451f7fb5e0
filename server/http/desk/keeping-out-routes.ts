import { z } from '@hono/zod-openapi'
import type { KeepingOut } from '../../realtime/live.ts'
import { answeredOf, found, route, router } from '../route.ts'
import { IdParam, Nothing, pageOf } from '../schemas/common.ts'
import {
  BlockAnswer,
  BlockBody,
  BlockedAnswer,
  BlockPreviewAnswer,
  BlocksQuery,
  HeldBody,
  MarkBody,
} from '../schemas/visitors/keeping-out.ts'

/** Who is kept out and what waits to be looked at. How far an operator may go is decided where it is done, with the conversation. */
export function keepingOutRoutes({ live }: { live: KeepingOut }) {
  const app = router()
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'get',
    path: '/desk/blocks',
    summary: 'Who is kept out, or was, newest first',
    who: 'operator',
    query: BlocksQuery,
    answer: pageOf(BlockAnswer),
    handle: ({ query }, { site }) => live.blocks(site, { ...query, active: query.active === '1' }),
  })
  route(app, {
    method: 'delete',
    path: '/desk/blocks/{id}',
    summary: 'Let somebody in again before the time is over',
    who: 'operator',
    params,
    answer: Nothing,
    audit: 'block_lifted',
    handle: async ({ params: { id } }, { person, site }) => {
      answeredOf(await live.liftBlock(person, site, id))
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/block',
    summary: "By what a conversation's visitor could be kept out, and whom else that would concern",
    who: 'operator',
    params,
    answer: BlockPreviewAnswer,
    handle: async ({ params: { id } }, { person }) => found(await live.blockPreview(person, id)),
  })
  route(app, {
    method: 'post',
    path: '/desk/conversations/{id}/block',
    summary: 'Keep its visitor out; an operator for a week at most, and never for what others share',
    who: 'operator',
    params,
    body: BlockBody,
    answer: BlockedAnswer,
    audit: 'visitor_blocked',
    audited: ({ body }) => ({ detail: { scope: body.scope, by: body.by.join(' '), until: body.until } }),
    handle: async ({ params: { id }, body }, { person }) => answeredOf(await live.block(person, id, body)),
  })
  route(app, {
    method: 'post',
    path: '/desk/conversations/{id}/held',
    summary: 'What was held: let it through to the queue, or put it aside',
    who: 'operator',
    params,
    body: HeldBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { person }) => {
      answeredOf(await live.judgeHeld(person, id, body.passes))
      return {}
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/conversations/{id}/mark',
    summary: 'Off the matter, or abuse; null takes it back',
    who: 'operator',
    params,
    body: MarkBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { person }) => {
      answeredOf(await live.markConversation(person, id, body.mark))
      return {}
    },
  })
  return app
}
