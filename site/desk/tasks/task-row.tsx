import { addressOf } from '../inbox/lists/conversations.ts'
import { weekdayAndTime } from '../dates.ts'
import { me } from '../session/session.ts'
import type { Task } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { finishTask, isLate } from './tasks.ts'

/** One thing to do: a press and it is done. `linked`: with the way to its conversation. */
export function TaskRow({ task, linked = false }: { task: Task; linked?: boolean }) {
  const late = isLate(task.dueAt)
  return (
    <li class={`task ${late ? 'task-late' : ''}`}>
      <button
        type="button"
        class="button-icon"
        aria-label={t('tasks.finish', { text: task.text })}
        title={t('tasks.finish', { text: task.text })}
        onClick={() => void finishTask(task.id)}
      >
        <Icon name="check" />
      </button>
      <span class="task-text">
        <span class="break">{task.text}</span>
        <span class="soft">
          <time dateTime={task.dueAt}>{weekdayAndTime(task.dueAt)}</time>
          {late ? ` · ${t('tasks.late')}` : ''}
          {task.assignee.id === me.value?.id ? '' : ` · ${task.assignee.name}`}
          {task.by.id === task.assignee.id ? '' : ` · ${t('tasks.by', { name: task.by.name })}`}
        </span>
        {linked && task.conversation ? (
          <a class="break" href={addressOf({ id: task.conversation.id, state: task.conversation.state as 'active' })}>
            {task.conversation.question}
          </a>
        ) : null}
      </span>
    </li>
  )
}
