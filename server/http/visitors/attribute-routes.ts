import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Library } from '#kb'
import type { Limits } from '../../limits.ts'
import type { Attributes } from '../../visitors/attributes/attributes.ts'
import { knownVisitorId } from '../../visitors/identity/known-visitor.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { SIGNATURE_HEADER, SignatureHeader, SignedBody, ToldAnswer, ToldBody } from '../schemas/visitors/attributes.ts'

const LONGEST_CALL_MS = 10 * 60_000

interface Parts {
  library: Pick<Library, 'find'>
  attributes: Attributes
  monitor: Pick<Monitor, 'touch'>
  limits: Limits
  identitySecret(site: string): Promise<string>
}

/** What the shop tells of a visitor: by its page, which anybody may have changed on the way, and by its server, signed. */
export function attributeRoutes({ library, attributes, monitor, limits, identitySecret }: Parts) {
  const app = router()
  const siteOf = async (id: string) => found(await library.find.site(id))
  route(app, {
    method: 'post',
    path: '/widget/attributes',
    summary: "What the shop's page tells of a visitor who has written, or who is watched",
    who: 'anyone',
    knowsVisitors: true,
    body: ToldBody,
    answer: ToldAnswer,
    handle: async ({ body: { site: id, browser, values } }, { address, c }) => {
      const visitor = c.get('visitor')
      const visitorId = visitor?.site === id ? visitor.visitorId : null
      await limits.take('attributes', address, visitorId ?? browser ?? null)
      const [site, now] = [await siteOf(id), Date.now()]
      const isWatched = browser !== undefined && (await monitor.touch(id, { browser }, now))
      if (visitorId && browser) await attributes.forget(id, browser)
      const subject = visitorId ?? (isWatched ? browser : null)
      // Nobody we know of: nothing is kept.
      if (!subject) return { refused: [] }
      const refused = await attributes.tell(site, subject, values, { verified: false, now })
      if (visitorId) await monitor.touch(id, { visitorId }, now)
      return { refused }
    },
  })
  route(app, {
    method: 'post',
    path: '/shop/attributes',
    summary: "What the shop's server vouches for of a visitor it knows",
    who: 'anyone',
    headers: SignatureHeader,
    body: SignedBody,
    answer: ToldAnswer,
    handle: async ({ body: { site: id, id: account, exp, values } }, { address, c }) => {
      await limits.take('attributes', address, null)
      const site = await siteOf(id)
      const [secret, now, until] = [await identitySecret(id), Date.now(), exp * 1_000]
      const given = Buffer.from(c.req.header(SIGNATURE_HEADER) ?? '', 'hex')
      const right = createHmac('sha256', secret)
        .update(await c.req.text())
        .digest()
      if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Refusal('not_allowed')
      if (until <= now || until > now + LONGEST_CALL_MS) throw new Refusal('not_allowed')
      const visitorId = knownVisitorId(secret, account)
      const refused = await attributes.tell(site, visitorId, values, { verified: true, now })
      await monitor.touch(id, { visitorId }, now)
      return { refused }
    },
  })
  return app
}
