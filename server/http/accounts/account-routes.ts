import { z } from '@hono/zod-openapi'
import type { DeskSessions } from '../../auth/desk-sessions.ts'
import type { People } from '../../auth/people.ts'
import type { Live } from '../../realtime/live.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { itemsOf, Nothing } from '../schemas/common.ts'
import { OwnNameAnswer, OwnNameBody, SessionAnswer } from '../schemas/people.ts'

interface Parts {
  people: Pick<People, 'change'>
  deskSessions: DeskSessions
  live: Pick<Live, 'setOperator'>
  sessionsEnded(personId: string): Promise<void>
}

/** What belongs to whoever is signed in: their name and where they are signed in. */
export function accountRoutes({ people, deskSessions, live, sessionsEnded }: Parts) {
  const app = router()
  route(app, {
    method: 'patch',
    path: '/desk/me',
    summary: 'Change the own name',
    who: 'operator',
    body: OwnNameBody,
    answer: OwnNameAnswer,
    handle: async ({ body: { name } }, { person, site, c }) => {
      const changed = await people.change(person.id, { name }, site)
      if (!changed.ok) throw new Refusal(changed.code)
      await live.setOperator(person.id, { name })
      await c.get('audit')('person_changed', { object: person.id, detail: { renamed: true } })
      // Open connections carry the old name: they come back with the new one.
      await sessionsEnded(person.id)
      return { name }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/sessions',
    summary: 'Where the person is signed in, last seen first',
    who: 'operator',
    answer: itemsOf(SessionAnswer),
    handle: async (_, { person, c }) => ({
      items: await deskSessions.list(person.id, c.req.raw.headers, Date.now()),
    }),
  })
  route(app, {
    method: 'delete',
    path: '/desk/sessions/{id}',
    summary: 'Sign out on one device',
    who: 'operator',
    params: z.object({ id: z.string().min(1).max(64) }),
    answer: Nothing,
    handle: async ({ params: { id } }, { person, c }) => {
      found((await deskSessions.end(person.id, id)) || null)
      await c.get('audit')('session_ended', { object: person.id })
      await sessionsEnded(person.id)
      return {}
    },
  })
  return app
}
