import { forYouVersion } from '../for-you/for-you.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { useLoad } from '../ui/use-load.ts'
import { TaskRow } from './task-row.tsx'
import { tasksVersion } from './tasks.ts'

const MOST = 20

/** What is still to be done about this conversation. Where nothing is, nothing is shown. */
export function TasksPart({ conversationId }: { conversationId: string }) {
  const tasks = useLoad(
    (stop) =>
      get('/desk/tasks', {
        query: { conversation: conversationId, page: 1, perPage: MOST, whose: 'all' },
        signal: stop,
      }),
    [conversationId, tasksVersion.value, forYouVersion.value],
  ).value
  if (!tasks || tasks.items.length === 0) return null
  return (
    <section class="tasks-part">
      <h3>{t('tasks.title')}</h3>
      <ul class="tasks">
        {tasks.items.map((each) => (
          <TaskRow key={each.id} task={each} />
        ))}
      </ul>
    </section>
  )
}
