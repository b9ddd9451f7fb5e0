import { z } from '@hono/zod-openapi'
import type { Live } from '../../realtime/live.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import type { VisitRow } from '../../visitors/monitor/watched-visits.ts'
import { found, route, router } from '../route.ts'
import { IdParam, itemsOf } from '../schemas/common.ts'
import { HereAnswer, HereQuery, VisitDetailAnswer, VisitIdParam, WholeVisitAnswer } from '../schemas/visitors.ts'

const presentVisit = (row: VisitRow) => ({ ...row, wrote: row.visitorId !== null })

/** Who is on the shop's pages, and where they have been. */
export function visitRoutes({
  monitor,
  live,
}: {
  monitor: Monitor
  live: Pick<Live, 'visitorIn' | 'conversationsWith'>
}) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/visitors',
    summary: 'Who is on the site now, or what has changed since the last answer',
    who: 'operator',
    query: HereQuery,
    answer: HereAnswer,
    handle: async ({ query: { after } }, { site }) => {
      const here = await monitor.here(site, after ?? null, Date.now())
      return { ...here, items: here.items.map(presentVisit) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/visitors/{id}',
    summary: 'One visit: its pages, and the conversations of its visitor',
    who: 'operator',
    params: z.object({ id: VisitIdParam }),
    answer: VisitDetailAnswer,
    handle: async ({ params: { id } }, { person, site }) => {
      const { visit, pages } = found(await monitor.visit(site, id))
      const conversations = visit.visitorId
        ? await live.conversationsWith(person, { visitorId: visit.visitorId, site })
        : []
      return { visit: presentVisit(visit), pages, conversations }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/visits',
    summary: "Which pages this conversation's visitor was on, the newest visit first",
    who: 'operator',
    params: z.object({ id: IdParam }),
    answer: itemsOf(WholeVisitAnswer),
    handle: async ({ params: { id } }, { person }) => {
      const { site, visitorId } = found(await live.visitorIn(person, id))
      const visits = await monitor.visitsOf(site, visitorId)
      return { items: visits.map(({ visit, pages }) => ({ visit: presentVisit(visit), pages })) }
    },
  })
  return app
}
