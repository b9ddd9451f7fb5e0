import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { TASK_LETTERS } from '#protocol'
import { now, weekdayAndTime } from '../dates.ts'
import { post } from '../http.ts'
import { operators } from '../inbox/lists/conversations.ts'
import { me } from '../session/session.ts'
import { choices, localMoment } from '../snoozing/choices.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { tasksVersion } from './tasks.ts'

const DAY_MS = 86_400_000

/** What is to be done, by when, and by whom. */
export function TaskDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const text = useSignal('')
  const assignee = useSignal('')
  const at = useSignal(localMoment(new Date(now.peek() + DAY_MS)))
  const adding = useAction((dueAt: string) =>
    post('/desk/conversations/{id}/tasks', {
      params: { id: detail.id },
      body: { text: text.value.trim(), dueAt, assigneeId: assignee.value || null },
    }),
  )
  async function add(): Promise<void> {
    const due = new Date(at.value)
    if (Number.isNaN(due.getTime()) || due.getTime() <= Date.now()) return adding.refuse(t('snooze.past'))
    if (!(await adding.run(due.toISOString()))) return
    tasksVersion.value += 1
    say(t('tasks.added', { at: weekdayAndTime(due.toISOString()) }))
    onClose()
  }
  const colleagues = operators.value.filter((each) => each.id !== me.value?.id)
  return (
    <Dialog title={t('tasks.add')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field label={t('tasks.text')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              data-first
              required
              maxLength={TASK_LETTERS}
              placeholder={t('tasks.example')}
              value={text.value}
              onInput={(event) => (text.value = event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="task-times">
          {choices(now.peek()).map(({ choice, until }) =>
            until && choice !== 'answer' ? (
              <button
                key={choice}
                type="button"
                class="chip chip-button"
                onClick={() => (at.value = localMoment(new Date(until)))}
              >
                {t(`tasks.choice.${choice}`)}
              </button>
            ) : null,
          )}
        </div>
        <Field label={t('tasks.due')} problem={adding.problem ?? undefined}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              type="datetime-local"
              required
              value={at.value}
              onInput={(event) => {
                at.value = event.currentTarget.value
                adding.refuse(null)
              }}
            />
          )}
        </Field>
        {colleagues.length > 0 ? (
          <Field label={t('tasks.assignee')}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={assignee.value}
                onChange={(event) => (assignee.value = event.currentTarget.value)}
              >
                <option value="">{t('tasks.me')}</option>
                {colleagues.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={adding.busy}>
            {t('tasks.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
