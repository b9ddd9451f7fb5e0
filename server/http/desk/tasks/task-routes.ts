import { z } from '@hono/zod-openapi'
import type { Tasks } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { IdParam, Nothing, pageOf } from '../../schemas/common.ts'
import { NewTaskBody, TaskAnswer, TaskBody, TaskMadeAnswer, TasksQuery } from '../../schemas/tasks/tasks.ts'

/** What is to be done about conversations, by a time. Who may change which is decided where it is changed. */
export function taskRoutes({ live }: { live: Tasks }) {
  const app = router()
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'get',
    path: '/desk/tasks',
    summary: 'What is still to be done, the nearest first',
    who: 'operator',
    query: TasksQuery,
    answer: pageOf(TaskAnswer),
    handle: ({ query: { conversation, ...query } }, { person, site }) =>
      live.tasks(person, site, { ...query, conversationId: conversation }),
  })
  route(app, {
    method: 'post',
    path: '/desk/conversations/{id}/tasks',
    summary: 'Something to be done about a conversation, by somebody and by a time',
    who: 'operator',
    params,
    body: NewTaskBody,
    answer: TaskMadeAnswer,
    handle: async ({ params: { id }, body }, { person }) =>
      answeredOf(await live.addTask(person, { conversationId: id, ...body })),
  })
  route(app, {
    method: 'patch',
    path: '/desk/tasks/{id}',
    summary: 'Done, not done after all, at another time, or somebody else’s',
    who: 'operator',
    params,
    body: TaskBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { person }) => {
      answeredOf(await live.changeTask(person, id, body))
      return {}
    },
  })
  return app
}
