import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { now, weekdayAndTime } from '../dates.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { choices, localMoment } from './choices.ts'
import { type Snooze, snooze } from './snoozing.ts'

const DAY_MS = 86_400_000

/** Until when it is out of the way: one press for what is asked for most, a field for everything else. */
export function SnoozeDialog(props: { detail: ConversationDetail; onClose: () => void; onDone: () => void }) {
  const putting = useAction((wish: Snooze) => snooze(props.detail, wish))
  const other = useSignal(localMoment(new Date(now.peek() + DAY_MS)))
  async function choose(wish: Snooze): Promise<void> {
    if (!(await putting.run(wish))) return
    props.onClose()
    props.onDone()
  }
  return (
    <Dialog title={t('snooze.title')} onClose={props.onClose}>
      <p class="soft">{t('snooze.about')}</p>
      <ul class="snooze-choices">
        {choices(now.peek()).map(({ choice, until }, index) => (
          <li key={choice}>
            <button
              type="button"
              class="button snooze-choice"
              data-first={index === 0 ? true : undefined}
              disabled={putting.busy}
              onClick={() => void choose({ until })}
            >
              <span>{t(`snooze.choice.${choice}`)}</span>
              {until ? <time dateTime={until}>{weekdayAndTime(until)}</time> : <Icon name="reply" />}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="form snooze-other"
        onSubmit={(event) => {
          event.preventDefault()
          const at = new Date(other.value)
          if (Number.isNaN(at.getTime()) || at.getTime() <= Date.now()) putting.refuse(t('snooze.past'))
          else void choose({ until: at.toISOString() })
        }}
      >
        <Field label={t('snooze.other')} problem={putting.problem ?? undefined}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              type="datetime-local"
              required
              value={other.value}
              onInput={(event) => {
                other.value = event.currentTarget.value
                putting.refuse(null)
              }}
            />
          )}
        </Field>
        <button type="submit" class="button button-main" disabled={putting.busy}>
          {t('snooze.now')}
        </button>
      </form>
    </Dialog>
  )
}
