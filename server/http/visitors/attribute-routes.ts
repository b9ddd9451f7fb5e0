import { createHash } from 'node:crypto'
import type { Library } from '#kb'
import { DAY_MS, GOAL_FOLLOWS_MS } from '#shared'
import type { Goals } from '../../realtime/live.ts'
import type { Limits } from '../../limits.ts'
import type { Attributes } from '../../visitors/attributes/attributes.ts'
import type { IdentitySecrets } from '../../visitors/identity/identity-secrets.ts'
import { knownVisitorId } from '../../visitors/identity/known-visitor.ts'
import { isInTime, isSigned } from '../../visitors/identity/signed-call.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { Nothing } from '../schemas/common.ts'
import {
  GoalBody,
  SIGNATURE_HEADER,
  SignatureHeader,
  SignedBody,
  ToldAnswer,
  ToldBody,
} from '../schemas/visitors/attributes.ts'

interface Parts {
  library: Pick<Library, 'find' | 'visits'>
  live: Pick<Goals, 'enterGoal'>
  /** Under which the library knows whoever never wrote. */
  strangerKey(address: string): string
  attributes: Attributes
  monitor: Pick<Monitor, 'touch'>
  limits: Limits
  identity: Pick<IdentitySecrets, 'idKey' | 'valid'>
}

/** What the shop tells of a visitor: by its page, which anybody may have changed on the way, and by its server, signed. */
export function attributeRoutes({ library, live, strangerKey, attributes, monitor, limits, identity }: Parts) {
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
  route(app, {
    method: 'post',
    path: '/widget/goals',
    summary: "What the shop's page tells that a visitor did: an order placed",
    who: 'anyone',
    knowsVisitors: true,
    body: GoalBody,
    answer: Nothing,
    handle: async ({ body: { site: id, browser = null, name, number } }, { address, c }) => {
      const visitor = c.get('visitor')
      const visitorId = visitor?.site === id ? visitor.visitorId : null
      await limits.take('attributes', address, visitorId ?? browser)
      const [site, now] = [await siteOf(id), Date.now()]
      if (!site.goals) return {}
      // Of whom nothing is known nothing is kept.
      const isWatched = browser !== null && (await monitor.touch(id, { browser }, now))
      if (visitorId === null && !isWatched) return {}
      const key = number === undefined ? null : createHash('sha256').update(number).digest('base64url')
      const used = (who: string, withinMs: number) => library.visits.usedAnswer(who, id, now - withinMs)
      const afterAnswer =
        (visitorId !== null && (await used(visitorId, GOAL_FOLLOWS_MS))) ||
        // Whoever never wrote is known by their network alone, which others share.
        (await used(strangerKey(address), DAY_MS))
      await live.enterGoal({ site: id, name, key, visitorId, browser, afterAnswer })
      return {}
    },
  })
  return app
}
