import type { Goals, Scenarios } from '../../../realtime/live.ts'
import type { Places } from '../../../visitors/places/open-places.ts'
import { answeredOf, route, router } from '../../route.ts'
import { Nothing } from '../../schemas/common.ts'
import { DaysQuery } from '../../schemas/growth.ts'
import {
  CapsBody,
  CountAnswer,
  CountBody,
  GoalsAnswer,
  SavedScenarioAnswer,
  ScenarioBody,
  ScenarioParams,
  ScenariosAnswer,
} from '../../schemas/visitors/scenarios.ts'

/** Scenarios of a site: whom it greets by itself, and what came of it. */
export function scenarioRoutes({ live, places }: { live: Goals & Scenarios; places: Pick<Places, 'ownFile'> }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/scenarios',
    summary: 'Scenarios of the site, with what came of each, and how often they may show a card',
    who: 'lead',
    answer: ScenariosAnswer,
    handle: async (_, { site }) => ({ ...(await live.scenarios(site)), knowsCities: places.ownFile }),
  })
  route(app, {
    method: 'get',
    path: '/desk/goals',
    summary: 'What visitors did that the shop wants, as its page tells it, and what had come before',
    who: 'lead',
    query: DaysQuery,
    answer: GoalsAnswer,
    handle: async ({ query: { days } }, { site }) => ({ items: await live.goals(site, days) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/scenarios',
    summary: 'Make a scenario',
    who: 'lead',
    body: ScenarioBody,
    answer: SavedScenarioAnswer,
    audit: 'scenario_made',
    audited: ({ body }, { id }) => ({ object: id, detail: { running: body.running } }),
    handle: async ({ body }, { site }) => answeredOf(await live.saveScenario(site, null, body)),
  })
  route(app, {
    method: 'put',
    path: '/desk/scenarios/{id}',
    summary: 'Change a scenario',
    who: 'lead',
    params: ScenarioParams,
    body: ScenarioBody,
    answer: SavedScenarioAnswer,
    audit: 'scenario_changed',
    audited: ({ body }) => ({ detail: { running: body.running } }),
    handle: async ({ params: { id }, body }, { site }) => answeredOf(await live.saveScenario(site, id, body)),
  })
  route(app, {
    method: 'delete',
    path: '/desk/scenarios/{id}',
    summary: 'Remove a scenario',
    who: 'lead',
    params: ScenarioParams,
    answer: Nothing,
    audit: 'scenario_removed',
    handle: async ({ params: { id } }, { site }) => {
      answeredOf(await live.removeScenario(site, id))
      return {}
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/scenario-caps',
    summary: 'How often scenarios may show a card',
    who: 'lead',
    body: CapsBody,
    answer: Nothing,
    audit: 'scenario_caps_changed',
    audited: ({ body }) => ({ detail: body }),
    handle: async ({ body }, { site }) => {
      await live.setScenarioCaps(site, body)
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/scenarios/count',
    summary: 'How many visits fit these conditions now, and in the last seven days',
    who: 'lead',
    body: CountBody,
    answer: CountAnswer,
    handle: ({ body: { conditions } }, { site }) => live.countMatches(site, conditions),
  })
  return app
}
