import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import type { Live } from '../realtime/live.ts'
import { route, router } from './route.ts'

type Part = 'ok' | 'degraded' | 'down'

/** `/healthz`: the process answers. `/readyz`: each part on its own; 503 only when visitors cannot be served at all. */
export function healthRoutes({ library, live }: { library: Library; live: Live }) {
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
    summary: 'Which parts work',
    who: 'anyone',
    answer: 'text',
    handle: async (_, { c }) => {
      const status = library.status()
      const { database, redis, mail } = await live.ready()
      const works = (part: boolean): Part => (part ? 'ok' : 'down')
      const parts: Record<string, Part> = {
        database: works(database),
        ...(redis === null ? {} : { redis: works(redis) }),
        ...(mail === null ? {} : { mail: works(mail) }),
        search: status.search.degraded ? 'degraded' : 'ok',
        spelling: status.spelling === 'ready' ? 'ok' : status.spelling === 'starting' ? 'degraded' : 'down',
      }
      const ready = parts.database === 'ok'
      return c.json(
        {
          ready,
          search: { engine: status.search.engine, reason: status.search.reason ?? null },
          answers: status.answers,
          parts,
        },
        ready ? 200 : 503,
      )
    },
  })
  return app
}
