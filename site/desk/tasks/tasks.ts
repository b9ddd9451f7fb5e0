import { signal } from '@preact/signals'
import { now } from '../dates.ts'
import { patch } from '../http.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'

/** Bumped when this tab has changed something of them; what others change comes with the list "For you". */
export const tasksVersion = signal(0)

export const isLate = (dueAt: string): boolean => Date.parse(dueAt) <= now.value

/** Done, with one press to take it back. */
export async function finishTask(id: string, done = true): Promise<void> {
  const answered = await patch('/desk/tasks/{id}', { params: { id }, body: { done } })
  if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
  tasksVersion.value += 1
  if (done) say(t('tasks.finished'), { undo: () => void finishTask(id, false) })
}
