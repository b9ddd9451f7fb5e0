import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import type { Live } from '../../../realtime/live.ts'
import type { Attributes } from '../../../visitors/attributes/attributes.ts'
import type { Orders } from '../../../visitors/orders/orders.ts'
import { found, route, router } from '../../route.ts'
import { IdParam } from '../../schemas/common.ts'
import { OrderAnswer, OrderQuery } from '../../schemas/visitors/orders.ts'

interface Parts {
  library: Pick<Library, 'find'>
  live: Pick<Live, 'detail' | 'placeholderValues' | 'visitorIn'>
  attributes: Pick<Attributes, 'of'>
  orders: Pick<Orders, 'find'>
}

/** What has become of the order a conversation is about, as the shop's hook tells it. */
export function orderRoutes({ library, live, attributes, orders }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/order',
    summary: 'The order its visitor speaks of, or another by its number',
    who: 'operator',
    params: z.object({ id: IdParam }),
    query: OrderQuery,
    answer: OrderAnswer,
    handle: async ({ params: { id }, query }, { person }) => {
      const who = found(await live.visitorIn(person, id))
      const site = found(await library.find.site(who.site))
      const nothing = { number: null, link: null, order: null, because: null, visitorMaySee: false }
      if (!site.orders.link && !site.orders.hook) return nothing
      const said = async () => (await live.placeholderValues(person, id))?.order.number
      const told = async () => (await attributes.of(site, who.ids)).find(({ name }) => name === 'order')?.value
      const number = query.number || (await said()) || (await told()) || null
      if (!number) return nothing
      const { vouched, mail } = found(await live.detail(person, id)).visitor
      const visitor = vouched ? { id: vouched.id, mail: vouched.mail ? mail : null } : null
      const answered = await orders.find(site, { orderNumber: number, askedBy: 'operator', visitor }, Date.now())
      return {
        number,
        link: site.orders.link.replaceAll('{orderNumber}', encodeURIComponent(number)) || null,
        order: answered?.ok ? answered.order : null,
        because: answered && !answered.ok ? answered.because : null,
        visitorMaySee: answered?.ok ? answered.visitorMaySee : false,
      }
    },
  })
  return app
}
