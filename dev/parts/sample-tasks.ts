import type { InterfaceLocale } from '#shared'
import type { Task } from '../../site/desk/shapes.ts'
import { NOW, summaryOf, wordsOf } from './sample.ts'

/** One whose time has come, and one for tomorrow. */
export function tasksOf(locale: InterfaceLocale): [Task, Task] {
  const { id, question, state } = summaryOf(locale)
  const task = {
    ...{
      id: 'tsk_1',
      site: 'tropa',
      text: wordsOf(locale).second,
      doneAt: null,
      conversation: { id, question, state },
    },
    ...{ assignee: { id: 'usr_2', name: wordsOf(locale).other }, by: { id: 'usr_1', name: 'Ilya' } },
    dueAt: new Date(NOW - 3_600_000).toISOString(),
  }
  const tomorrow = new Date(NOW + 86_400_000).toISOString()
  return [task, { ...task, id: 'tsk_2', by: task.assignee, dueAt: tomorrow }]
}
