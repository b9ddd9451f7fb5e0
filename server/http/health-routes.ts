import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import type { Live } from '../realtime/live.ts'
import { route, router } from './route.ts'

const Part = z.enum(['ok', 'degraded', 'down'])
const PartsAnswer = z
  .object({
    ready: z.boolean(),
    answers: z.number(),
    search: z.object({ engine: z.string(), reason: z.string().nullable() }),
    parts: z.record(z.string(), Part),
  })
  .openapi('Parts')
const PART_OF_SPELLING = { ready: 'ok', starting: 'degraded', failed: 'down' } as const
const Ready = z.object({ ready: z.boolean() })

interface Parts {
  library: Pick<Library, 'status'>
  live: Pick<Live, 'ready'>
}

/** `/healthz`: the process answers. `/readyz`: visitors can be served, 503 if not; strangers learn no more than that. */
export function healthRoutes({ live }: Pick<Parts, 'live'>) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/healthz',
    summary: 'The process is alive',
    who: 'anyone',
    answer: z.object({ ok: z.boolean() }),
    handle: async () => ({ ok: true }),
  })
  route(app, {
    method: 'get',
    path: '/readyz',
    summary: 'Visitors can be served',
    who: 'anyone',
    answer: Ready,
    responses: { 503: { description: 'They cannot', content: { 'application/json': { schema: Ready } } } },
    handle: async (_, { c }) => {
      const { database } = await live.ready()
      if (!database) c.status(503)
      return { ready: database }
    },
  })
  return app
}

/** Each part on its own, for who runs it. */
export function partsRoutes({ library, live }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/parts',
    summary: 'Which parts work',
    who: 'admin',
    answer: PartsAnswer,
    handle: async () => {
      const status = library.status()
      const { database, redis, mail } = await live.ready()
      const works = (part: boolean) => (part ? ('ok' as const) : ('down' as const))
      return {
        ready: database,
        answers: status.answers,
        search: { engine: status.search.engine, reason: status.search.reason ?? null },
        parts: {
          database: works(database),
          ...(redis === null ? {} : { redis: works(redis) }),
          ...(mail === null ? {} : { mail: works(mail) }),
          search: status.search.degraded ? ('degraded' as const) : ('ok' as const),
          spelling: PART_OF_SPELLING[status.spelling],
        },
      }
    },
  })
  return app
}
