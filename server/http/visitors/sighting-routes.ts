import type { Limits } from '../../limits.ts'
import type { Attributes } from '../../visitors/attributes/attributes.ts'
import type { Inviting } from '../../realtime/live.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import type { Device } from '../../visitors/monitor/watched-visits.ts'
import { networkOf } from '../address.ts'
import { route, router } from '../route.ts'
import { Nothing } from '../schemas/common.ts'
import { RefusalBody, SightingAnswer, SightingBody } from '../schemas/visitors.ts'

const deviceOf = (userAgent: string): Device =>
  /iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent) ? 'tablet' : /Mobi|iPhone/i.test(userAgent) ? 'phone' : 'computer'

/** What the shop's pages tell of who is on them, where the owner wants it. */
export function sightingRoutes({
  monitor,
  attributes,
  live,
  limits,
}: {
  monitor: Monitor
  attributes: Pick<Attributes, 'forget'>
  live: Pick<Inviting, 'forgetInvitations'>
  limits: Limits
}) {
  const app = router()
  route(app, {
    method: 'post',
    path: '/widget/sightings',
    summary: 'Tell which page a visitor is on, that they are still there, or that they left it',
    who: 'anyone',
    knowsVisitors: true,
    body: SightingBody,
    answer: SightingAnswer,
    handle: async ({ body }, { address, c }) => {
      await limits.take('sighting', address, body.visit)
      const visitor = c.get('visitor')
      const visitorId = visitor?.site === body.site ? visitor.visitorId : null
      const device = deviceOf(c.req.header('user-agent') ?? '')
      const seen = { visitorId, device, network: networkOf(address) }
      return { watched: await monitor.tell(body, seen, Date.now()) }
    },
  })
  route(app, {
    method: 'post',
    path: '/widget/sightings/refusal',
    summary: 'Forget which pages this browser was on: its visitor does not want it',
    who: 'anyone',
    body: RefusalBody,
    answer: Nothing,
    handle: async ({ body: { site, browser } }, { address }) => {
      await limits.take('sighting', address, browser)
      await monitor.refuse(site, browser)
      await attributes.forget(site, browser)
      await live.forgetInvitations(site, browser)
      return {}
    },
  })
  return app
}
