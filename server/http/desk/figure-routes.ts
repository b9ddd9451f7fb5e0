import { DAY_MS } from '#shared'
import type { Live } from '../../realtime/live.ts'
import { route, router } from '../route.ts'
import { NowAnswer, ResponsesAnswer } from '../schemas/figures.ts'
import { DaysQuery } from '../schemas/growth.ts'

interface Parts {
  live: Pick<Live, 'nowFigures' | 'responseFigures'>
  people: { list(site: string): Promise<{ id: string; disabled: boolean }[]> }
}

/** What a lead sees of the live desk: now, and how long visitors waited. */
export function figureRoutes({ live, people }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/now',
    summary: 'Who waits, who is here, what is about to be late',
    who: 'lead',
    answer: NowAnswer,
    handle: async (_, { site }) => {
      const [figures, listed] = await Promise.all([live.nowFigures(site), people.list(site)])
      const here = new Set(listed.filter((one) => !one.disabled).map((one) => one.id))
      return { ...figures, operators: figures.operators.filter((one) => here.has(one.id)) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/responses',
    summary: 'How long visitors waited, inside opening hours, and the targets',
    who: 'lead',
    query: DaysQuery,
    answer: ResponsesAnswer,
    handle: async ({ query }, { site }) => ({
      items: await live.responseFigures(site, new Date(Date.now() - query.days * DAY_MS).toISOString()),
    }),
  })
  return app
}
