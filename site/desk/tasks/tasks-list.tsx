import { useSignal } from '@preact/signals'
import { forYouVersion } from '../for-you/for-you.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { More } from '../ui/parts.tsx'
import { usePaged } from '../ui/use-paged.ts'
import { TaskRow } from './task-row.tsx'
import { tasksVersion } from './tasks.ts'

const PER_PAGE = 20

/** What this person is to do, and on wish what they gave to others; leads: everybody's. */
export function TasksList() {
  const whose = useSignal<'mine' | 'all'>('mine')
  const list = usePaged(
    (page, stop) => get('/desk/tasks', { query: { whose: whose.value, page, perPage: PER_PAGE }, signal: stop }),
    (each) => each.id,
    [whose.value, tasksVersion.value, forYouVersion.value],
  )
  const others = usePaged(
    (page, stop) => get('/desk/tasks', { query: { whose: 'all', page, perPage: 1 }, signal: stop }),
    (each) => each.id,
    [tasksVersion.value, forYouVersion.value],
  )
  if (!others.last || others.last.total === 0) return null
  return (
    <section class="tasks-list">
      <header class="tasks-head">
        <h2>{t('tasks.title')}</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={whose.value === 'all'}
            onChange={(event) => (whose.value = event.currentTarget.checked ? 'all' : 'mine')}
          />
          {t('tasks.everyones')}
        </label>
      </header>
      {list.items && list.items.length > 0 ? (
        <ul class="tasks">
          {list.items.map((each) => (
            <TaskRow key={each.id} task={each} linked />
          ))}
        </ul>
      ) : (
        <p class="soft">{t('tasks.none')}</p>
      )}
      {list.items ? (
        <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
      ) : null}
    </section>
  )
}
