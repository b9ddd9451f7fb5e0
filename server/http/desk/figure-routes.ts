import { DAY_MS } from '#shared'
import type { Live } from '../../realtime/live.ts'
import { found, route, router } from '../route.ts'
import { PersonParams } from '../schemas/common.ts'
import { NowAnswer, ResponsesAnswer, WorkAnswer } from '../schemas/figures.ts'
import { DaysQuery } from '../schemas/growth.ts'

interface Parts {
  live: Pick<Live, 'nowFigures' | 'responseFigures' | 'workOf'>
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
  route(app, {
    method: 'get',
    path: '/desk/people/{id}/work',
    summary: 'What somebody did on this site: how much, how quickly, how it was rated, in which conversations',
    who: 'lead',
    params: PersonParams,
    query: DaysQuery,
    answer: WorkAnswer,
    handle: async ({ params: { id }, query }, { site }) => {
      found((await people.list(site)).find((one) => one.id === id))
      return live.workOf({ site, personId: id, since: new Date(Date.now() - query.days * DAY_MS).toISOString() })
    },
  })
  return app
}
