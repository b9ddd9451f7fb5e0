import { stream } from 'hono/streaming'
import { newId } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import type { VisitorRequest, VisitorResponse } from '#protocol'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import type { IdentitySecrets } from '../../visitors/identity/identity-secrets.ts'
import { knownVisitorId } from '../../visitors/identity/known-visitor.ts'
import { verifyIdentity } from '../../visitors/identity/verify-identity.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'
import type { VisitorTokens } from '../../visitors/visitor-token.ts'
import { networkOf } from '../address.ts'
import { Refusal } from '../problems/problem.ts'
import { answeredOf, found, route, router } from '../route.ts'
import { answering, asking } from '../schemas/bound.ts'
import { IdParam, ReaderLocaleParam, Mail, Nothing, SiteParam } from '../schemas/common.ts'
import { StartAnswer, StartBody } from '../schemas/conversations.ts'
import { VisitIdParam } from '../schemas/visitors.ts'

const IdentityBody = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(80).optional(),
  mail: Mail.optional(),
  exp: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

const VisitorBody = asking<VisitorRequest>()(
  z.object({
    site: SiteParam,
    locale: ReaderLocaleParam,
    identity: IdentityBody.nullish(),
    watched: z.string().max(500).nullish(),
  }),
)
const VisitorAnswer = answering<VisitorResponse>()(
  z.object({
    token: z.string(),
    expiresAt: z.string(),
    conversation: z
      .string()
      .nullable()
      .describe('Of a visitor the shop vouches for: the conversation begun on another device that still runs.'),
  }),
)

interface Parts {
  library: Library
  live: Live
  tokens: VisitorTokens
  limits: Limits
  /** Shared with the shop's server, which signs its visitors' ids with it. */
  identity: Pick<IdentitySecrets, 'idKey' | 'valid'>
  monitor: Pick<Monitor, 'join'>
}

/** The visit that a browser keeps (`widget/watch/watch.ts`); null: none, or nothing of ours. */
function visitIn(kept: string | null | undefined): string | null {
  try {
    return z.object({ visit: VisitIdParam }).parse(JSON.parse(kept ?? '')).visit
  } catch {
    return null
  }
}

/** What a visitor may do beyond searching, with a token bound to one site. Nothing here takes a conversation id as proof of anything. */
export function visitorRoutes({ library, live, tokens, limits, identity: secrets, monitor }: Parts) {
  const app = router()
  route(app, {
    method: 'post',
    path: '/visitors',
    summary: 'A token for one visitor of one site, asked for on first need',
    who: 'anyone',
    knowsVisitors: true,
    body: VisitorBody,
    answer: VisitorAnswer,
    handle: async ({ body }, { address, visitor: before }) => {
      await limits.take('visitor', address, null)
      const site = found(await library.find.site(body.site))
      const { identity } = body
      const now = Date.now()
      const verified = identity ? verifyIdentity(identity, await secrets.valid(site.id, now), now) : null
      if (identity && !verified) throw new Refusal('not_allowed')
      const visitorId = verified ? knownVisitorId(await secrets.idKey(site.id), verified.id) : newId('vis', now)
      const { token, expiresAt } = tokens.issue({ visitorId, site: site.id, locale: body.locale, verified }, now)
      // Whoever wrote as a stranger and is vouched for now brings what they wrote along.
      if (verified && before?.site === site.id && before.verified === null)
        await live.joinVerified(site.id, before.visitorId, visitorId)
      // Scenarios act on a conversation from its first message on: the visit must be known as theirs before it.
      const visit = visitIn(body.watched)
      if (visit && site.watch.on) await monitor.join(site.id, visit, visitorId)
      const conversation = verified ? await live.running(visitorId, site.id) : null
      return { token, expiresAt: new Date(expiresAt).toISOString(), conversation }
    },
  })
  route(app, {
    method: 'post',
    path: '/conversations',
    summary: 'Leave a message when nobody is there',
    who: 'visitor',
    body: StartBody,
    answer: StartAnswer,
    handle: async ({ body }, { visitor, address }) => {
      await limits.take('conversation', address, visitor.visitorId)
      return answeredOf(await live.startByForm(visitor, body, networkOf(address)))
    },
  })
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'get',
    path: '/conversations/{id}/transcript',
    summary: 'The conversation as text',
    who: 'visitor',
    params,
    answer: 'text',
    handle: async ({ params: { id } }, { visitor, c }) => {
      const { parts } = answeredOf(await live.transcript(visitor, id))
      c.header('Content-Disposition', 'attachment; filename="conversation.txt"')
      c.header('Content-Type', 'text/plain; charset=UTF-8')
      return stream(c, async (body) => {
        for (const part of parts) await body.write(part)
      })
    },
  })
  route(app, {
    method: 'post',
    path: '/conversations/{id}/transcript',
    summary: 'The conversation by mail',
    who: 'visitor',
    params,
    body: z.object({ mail: Mail }),
    answer: Nothing,
    handle: async ({ params: { id }, body }, { visitor, address }) => {
      await limits.take('conversation', address, visitor.visitorId)
      answeredOf(await live.mailTranscript(visitor, id, body.mail))
      return {}
    },
  })
  return app
}
