import { DAY_MS } from '#shared'
import { type IdentitySecrets, LONGEST_OVERLAP_DAYS } from '../../../visitors/identity/identity-secrets.ts'
import { Refusal } from '../../problems/problem.ts'
import { route, router } from '../../route.ts'
import { itemsOf } from '../../schemas/common.ts'
import { ExchangeBody, IdentitySecretAnswer, SecretAnswer, SecretIdParam } from '../../schemas/visitors/identity.ts'

/** What the shop's server signs its visitors with, and its exchange. */
export function identityRoutes({ identity }: { identity: IdentitySecrets }) {
  const app = router()
  const listed = async (site: string) => ({ items: await identity.list(site, Date.now()) })
  route(app, {
    method: 'get',
    path: '/desk/site/identity-secret',
    summary: "What the shop's server signs its visitors' ids with",
    who: 'admin',
    answer: SecretAnswer,
    audit: 'secret_read',
    audited: (_input, _answer, _before, { site }) => ({ object: site }),
    handle: async (_, { site }) => ({ secret: await identity.current(site, Date.now()) }),
  })
  route(app, {
    method: 'get',
    path: '/desk/site/identity-secrets',
    summary: 'Secrets of this site, the current one first: since when, and until when the others are accepted',
    who: 'admin',
    answer: itemsOf(IdentitySecretAnswer),
    handle: (_, { site }) => listed(site),
  })
  route(app, {
    method: 'post',
    path: '/desk/site/identity-secrets',
    summary: 'Make a new secret; the one before is accepted until the named time',
    who: 'admin',
    body: ExchangeBody,
    answer: itemsOf(IdentitySecretAnswer),
    audit: 'secret_exchanged',
    audited: ({ body: { until } }, _answer, _before, { site }) => ({ object: site, detail: { until } }),
    handle: async ({ body: { current, until } }, { site, person }) => {
      const [now, end] = [Date.now(), Date.parse(until)]
      if (end > now + LONGEST_OVERLAP_DAYS * DAY_MS)
        throw new Refusal('invalid', { refused: { code: 'invalid', field: 'until' } })
      // It ends at once where that time is past already.
      const ends = new Date(Math.max(end, now)).toISOString()
      const done = await identity.exchange({ site, current, until: ends, by: person.name }, now)
      if (!done.ok) throw new Refusal(done.code === 'full' ? 'secrets_full' : 'wrong_state')
      return listed(site)
    },
  })
  route(app, {
    method: 'delete',
    path: '/desk/site/identity-secrets/{id}',
    summary: 'Accept an old secret no more',
    who: 'admin',
    params: SecretIdParam,
    answer: itemsOf(IdentitySecretAnswer),
    audit: 'secret_ended',
    audited: (_input, _answer, _before, { site }) => ({ object: site }),
    handle: async ({ params: { id } }, { site }) => {
      const done = await identity.end(site, id, Date.now())
      if (!done.ok) throw new Refusal(done.code)
      return listed(site)
    },
  })
  return app
}
