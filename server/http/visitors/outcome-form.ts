import { cutText } from '#shared'
import { Hono } from 'hono'
import type { Library } from '#kb'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import { networkOf } from '../address.ts'
import { Refusal } from '../problems/problem.ts'
import type { Env } from '../env.ts'
import { AnswerIdParam } from '../schemas/common.ts'
import { MAX_QUERY_LENGTH } from '../schemas/search.ts'

/** "Did this help?" as a plain form for readers without JavaScript: records it and goes back to the answer. */
export function outcomeForm({
  library,
  limits,
  strangerKey,
  live,
}: {
  library: Library
  limits: Limits
  strangerKey(address: string): string
  live: Pick<Live, 'isKeptOut'>
}) {
  return new Hono<Env>().post('/answers/:id/outcome', async (c, next) => {
    if (!(c.req.header('content-type') ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded'))
      return next()
    if (c.req.header('sec-fetch-site') === 'cross-site') throw new Refusal('origin_not_allowed')
    await limits.take('outcome', c.get('address'), null)
    const id = AnswerIdParam.safeParse(c.req.param('id'))
    const answer = id.success ? await library.find.answer(id.data, { published: true }) : null
    if (answer?.audience !== 'public') throw new Refusal('not_found')
    if (await live.isKeptOut(answer.site, null, networkOf(c.get('address')))) throw new Refusal('blocked')
    const form = await c.req.parseBody()
    const text = (name: string, length: number) => {
      const written = form[name]
      return typeof written === 'string' ? cutText(written, length) : ''
    }
    const helped = ['1', 'yes', 'true'].includes(text('helped', 5))
    const reason = text('reason', 1_000)
    await library.visits.record(
      {
        site: answer.site,
        locale: answer.locale,
        visitor: strangerKey(c.get('address')),
        kind: helped ? 'helped' : 'not_helped',
        query: text('query', MAX_QUERY_LENGTH),
        answerId: answer.id,
        reason: reason || null,
      },
      Date.now(),
    )
    const said = helped ? 'helped' : reason ? 'noted' : 'not-helped'
    return c.redirect(
      `${library.find.address(answer.site)}/${answer.locale}/${answer.category}/${answer.slug}#${said}`,
      303,
    )
  })
}
