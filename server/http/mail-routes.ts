import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { takeIn } from '../mail/taking/take-in.ts'
import type { Live } from '../realtime/live.ts'
import { describedAs, REFUSALS } from './openapi/describe-route.ts'
import { Refusal } from './problems/problem.ts'
import type { Env } from './env.ts'
import { router } from './route.ts'

interface Parts {
  live: Pick<Live, 'receiveMail'>
  inboundMailSecret: string | undefined
}

/** Letters held in memory at once; the others wait in their senders' sockets. */
const LETTERS_AT_ONCE = 2
const LETTERS_WAITING = 64
const BUSY_MS = 30_000

/** Where the shop's mail host hands letters over. What is understood is answered with 200 even if it is not taken: a refusal would bounce to whoever wrote. */
export function mailRoutes({ live, inboundMailSecret }: Parts) {
  const app = router()
  const inTurn = turns(LETTERS_AT_ONCE, LETTERS_WAITING)
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/mail/inbound',
    summary: "A visitor's reply by mail, raw (RFC 5322), with the inbound secret as bearer",
    ...describedAs('post', '/mail/inbound', 'anyone', [{ inboundSecret: [] }]),
    request: { body: { required: true, content: { 'message/rfc822': { schema: { type: 'string' } } } } },
    responses: {
      200: {
        description: 'Received; `taken` says whether it stands in a conversation now, else `reason` why not',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { taken: { type: 'boolean' }, reason: { type: 'string' } },
              required: ['taken'],
            },
          },
        },
      },
      ...REFUSALS,
    },
  })
  app.post('/mail/inbound', async (c) => {
    if (!knows(c, inboundMailSecret)) throw new Refusal('not_found')
    const promised = Number(c.req.header('content-length') ?? 0)
    const received = await inTurn(async () => {
      const { raw, slimmed } = await takeIn(c.req.raw.body ?? nothing(), promised)
      return live.receiveMail(raw, slimmed)
    })
    if (!received.ok && (received.code === 'unavailable' || received.code === 'too_many'))
      throw new Refusal(received.code, { retryAfterMs: received.retryAfterMs ?? BUSY_MS })
    return c.json(received.ok ? { taken: true } : { taken: false, reason: received.code })
  })
  return app
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function knows(c: Context<Env>, secret: string | undefined): boolean {
  const expected = Buffer.from(`Bearer ${secret ?? ''}`)
  const given = Buffer.from(c.req.header('authorization') ?? '')
  return secret !== undefined && given.length === expected.length && timingSafeEqual(given, expected)
}

/** At most `atOnce` at a time, the others in the order they came; more than `waiting` of them are asked to come again. */
function turns(atOnce: number, waiting: number) {
  let running = 0
  const queue: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Refusal('too_many', { retryAfterMs: BUSY_MS })
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
