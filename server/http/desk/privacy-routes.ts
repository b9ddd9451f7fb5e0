import { z } from '@hono/zod-openapi'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import { answeredOf, found, route, router } from '../route.ts'
import { AuditAnswer, AuditQuery, ErasedAnswer, EraseBody, HeldAnswer, HeldQuery } from '../schemas/audit.ts'
import { IdParam } from '../schemas/common.ts'

/** What a person may ask of a shop about their data (GDPR articles 15 and 17), and who did what. */
export function privacyRoutes({ live, audit, limits }: { live: Live; audit: AuditLog; limits: Limits }) {
  const app = router()
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/export',
    summary: "Everything kept of this conversation's visitor, as a JSON file",
    who: 'lead',
    params,
    query: HeldQuery,
    answer: HeldAnswer,
    large: true,
    audit: 'visitor_exported',
    handle: async ({ params: { id }, query }, { person, address, c }) => {
      await limits.take('export', address, person.id)
      const held = found(await live.held(person, id, query.private === 'true'))
      c.header('Content-Disposition', `attachment; filename="${held.visitorId}.json"`)
      return held
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/conversations/{id}/erase',
    summary: 'Remove a solved conversation, or everything of its visitor, for good',
    who: 'lead',
    params,
    body: EraseBody,
    answer: ErasedAnswer,
    audit: 'conversation_erased',
    audited: ({ body }) => ({ detail: { wholeVisitor: body.wholeVisitor } }),
    handle: async ({ params: { id }, body }, { person }) => answeredOf(await live.erase(person, id, body.wholeVisitor)),
  })
  route(app, {
    method: 'get',
    path: '/desk/audit',
    summary: 'Who did what, newest first, and whether the log is whole',
    who: 'admin',
    query: AuditQuery,
    answer: AuditAnswer,
    handle: async ({ query }) => ({
      ...(await audit.list(query.page, query.perPage, query)),
      page: query.page,
      perPage: query.perPage,
      firstBroken: await audit.firstBroken(),
    }),
  })
  return app
}
