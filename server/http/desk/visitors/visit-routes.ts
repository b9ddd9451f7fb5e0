import { z } from '@hono/zod-openapi'
import type { Library, Site } from '#kb'
import { CONTEXT } from '#shared'
import type { Live } from '../../../realtime/live.ts'
import type { Attributes, ToldAttribute } from '../../../visitors/attributes/attributes.ts'
import { countryOfZone } from '../../../visitors/monitor/country-of-zone.ts'
import type { Monitor } from '../../../visitors/monitor/monitor.ts'
import type { VisitRow } from '../../../visitors/monitor/watched-visits.ts'
import { found, route, router } from '../../route.ts'
import { IdParam, itemsOf } from '../../schemas/common.ts'
import { AttributeAnswer } from '../../schemas/visitors/attributes.ts'
import { HereAnswer, HereQuery, VisitDetailAnswer, VisitIdParam, WholeVisitAnswer } from '../../schemas/visitors.ts'

const presentVisit = (row: VisitRow, attributes: readonly ToldAttribute[] = []) => ({
  ...row,
  // Of a visit from before countries were kept.
  country: row.country ?? countryOfZone(row.timeZone),
  wrote: row.visitorId !== null,
  attributes: [...attributes],
})
const subjectOf = ({ browser, visitorId }: VisitRow) => visitorId ?? browser

/** How it is called and read; the order, the cart and the page have no name of the shop's own. */
const formOf = ({ attributes }: Pick<Site, 'attributes'>, name: string) => {
  const own = attributes.find((one) => one.name === name)
  return {
    label: own?.label ?? null,
    kind: own?.kind ?? CONTEXT.find((one) => one.name === name)?.kind ?? ('text' as const),
  }
}

/** Who is on the shop's pages, and where they have been. */
export function visitRoutes({
  monitor,
  attributes,
  library,
  live,
}: {
  monitor: Monitor
  attributes: Pick<Attributes, 'of' | 'ofEach'>
  library: Pick<Library, 'find'>
  live: Pick<Live, 'attendVisit' | 'visitorIn' | 'conversationsWith' | 'invitations'>
}) {
  const app = router()
  const siteOf = async (id: string) => found(await library.find.site(id))
  route(app, {
    method: 'get',
    path: '/desk/visitors',
    summary: 'Who is on the site now, or what has changed since the last answer',
    who: 'operator',
    query: HereQuery,
    answer: HereAnswer,
    handle: async ({ query: { after } }, { site }) => {
      const here = await monitor.here(site, after ?? null, Date.now())
      const told = await attributes.ofEach(await siteOf(site), here.items.map(subjectOf))
      const items = here.items.map((row) => presentVisit(row, told.get(subjectOf(row))))
      return { ...here, items, invitations: live.invitations(site) }
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
      live.attendVisit(id)
      const conversations = visit.visitorId
        ? await live.conversationsWith(person, { visitorId: visit.visitorId, site })
        : []
      const told = await attributes.of(await siteOf(site), [subjectOf(visit)])
      return { visit: presentVisit(visit, told), pages, conversations }
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
      const items = visits.map(({ visit, pages }) => ({
        visit: presentVisit(visit),
        pages,
        here: monitor.isHere(visit, Date.now()),
      }))
      for (const { visit, here } of items) if (here) live.attendVisit(visit.id)
      return { items }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/attributes',
    summary: "What the shop's page and server tell of this conversation's visitor",
    who: 'operator',
    params: z.object({ id: IdParam }),
    answer: itemsOf(AttributeAnswer),
    handle: async ({ params: { id } }, { person }) => {
      const who = found(await live.visitorIn(person, id))
      const site = await siteOf(who.site)
      const items = await attributes.of(site, who.ids)
      return { items: items.map((one) => ({ ...one, ...formOf(site, one.name) })) }
    },
  })
  return app
}
