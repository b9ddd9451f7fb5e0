import type { Library } from '#kb'
import type { Limits } from '../../limits.ts'
import type { Attributes } from '../../visitors/attributes/attributes.ts'
import type { IdentitySecrets } from '../../visitors/identity/identity-secrets.ts'
import { knownVisitorId } from '../../visitors/identity/known-visitor.ts'
import { isInTime, isSigned } from '../../visitors/identity/signed-call.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { SIGNATURE_HEADER, SignatureHeader, SignedBody, ToldAnswer, ToldBody } from '../schemas/visitors/attributes.ts'

interface Parts {
  library: Pick<Library, 'find'>
  attributes: Attributes
  monitor: Pick<Monitor, 'touch'>
  limits: Limits
  identity: Pick<IdentitySecrets, 'idKey' | 'valid'>
}

/** What the shop tells of a visitor: by its page, which anybody may have changed on the way, and by its server, signed. */
export function attributeRoutes({ library, attributes, monitor, limits, identity }: Parts) {
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
      const [now, signature] = [Date.now(), c.req.header(SIGNATURE_HEADER)]
      if (!isSigned(await c.req.text(), signature, await identity.valid(id, now)) || !isInTime(exp, now))
        throw new Refusal('not_allowed')
      const visitorId = knownVisitorId(await identity.idKey(id), account)
      const refused = await attributes.tell(site, visitorId, values, { verified: true, now })
      await monitor.touch(id, { visitorId }, now)
      return { refused }
    },
  })
  return app
}
