import type { DeskSessions } from '../../../auth/desk-sessions.ts'
import type { Pushing } from '../../../realtime/live.ts'
import { answeredOf, found, route, router } from '../../route.ts'
import { Nothing } from '../../schemas/common.ts'
import { PushBody, PushEndBody, PushKeyAnswer } from '../../schemas/pushing/pushing.ts'

/** Calls to a browser in which no desk is open; of the asker's own browser alone. */
export function pushRoutes({ live, deskSessions }: { live: Pushing; deskSessions: Pick<DeskSessions, 'list'> }) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/push',
    summary: 'The key a browser subscribes to push messages with',
    who: 'operator',
    answer: PushKeyAnswer,
    handle: async () => ({ key: await live.pushKey() }),
  })
  route(app, {
    method: 'put',
    path: '/desk/push',
    summary: 'Call this browser while no desk is open in it, for as long as the session lasts',
    who: 'operator',
    body: PushBody,
    answer: Nothing,
    handle: async ({ body: { keys, ...body } }, { person, c }) => {
      const sessions = await deskSessions.list(person.id, c.req.raw.headers, Date.now())
      const { id: sessionId } = found(sessions.find(({ current }) => current) ?? null)
      answeredOf(await live.subscribePush({ ...body, ...keys, personId: person.id, sessionId }))
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/push/end',
    summary: 'Call this browser no more',
    who: 'operator',
    body: PushEndBody,
    answer: Nothing,
    handle: async ({ body: { endpoint } }, { person }) => {
      await live.endPush(person.id, endpoint)
      return {}
    },
  })
  return app
}
