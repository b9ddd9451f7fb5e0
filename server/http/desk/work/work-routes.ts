import type { Work } from '../../../realtime/live.ts'
import { route, router } from '../../route.ts'
import { pageOf } from '../../schemas/common.ts'
import { WorkFactAnswer, WorkFactsQuery, WorkQuery, WorkReportAnswer } from '../../schemas/work/work.ts'

/** What people did on a site, and each figure's conversations; for its leads. */
export function workRoutes({ live }: { live: Work }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/work',
    summary: 'What operators did, beside the period before: by operator, group, label or day',
    who: 'lead',
    query: WorkQuery,
    answer: WorkReportAnswer,
    handle: ({ query }, { site }) => live.workReport(site, query),
  })
  route(app, {
    method: 'get',
    path: '/desk/work/facts',
    summary: 'What a figure counts, with its conversations, newest first',
    who: 'lead',
    query: WorkFactsQuery,
    answer: pageOf(WorkFactAnswer),
    handle: ({ query: { page, perPage, key = null, ...asked } }, { site }) =>
      live.workFacts(site, { ...asked, key }, { page, perPage }),
  })
  return app
}
