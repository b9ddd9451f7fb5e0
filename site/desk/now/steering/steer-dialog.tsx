import type { NowOperator } from '#protocol'
import { useSignal } from '@preact/signals'
import { patch } from '../../http.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, Field, NumberField } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'

const LEAST = 1
const MOST = 50
type Duty = { away: true } | { capacity: number; skills: string[] }

/** A lead steers what one operator takes, while it happens: in force at once, in the audit log. */
export function SteerDialog(props: { operator: NowOperator; onClose: () => void; onDone: () => void }) {
  const { operator } = props
  const capacity = useSignal(operator.capacity)
  const skills = useSignal(operator.skills.join(', '))
  const steering = useAction((body: Duty) => patch('/desk/people/{id}/duty', { params: { id: operator.id }, body }))
  async function steer(duty: Duty): Promise<void> {
    if (!(await steering.run(duty))) return
    say(t('steer.saved'))
    props.onDone()
  }
  return (
    <Dialog title={t('steer.of', { name: operator.name })} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          const named = skills.value.split(',').map((each) => each.trim())
          void steer({ capacity: capacity.value, skills: [...new Set(named.filter(Boolean))] })
        }}
      >
        {steering.problem ? (
          <Banner tone="bad" live>
            {steering.problem}
          </Banner>
        ) : null}
        <NumberField
          label={t('steer.capacity')}
          least={LEAST}
          most={MOST}
          value={capacity.value}
          onChange={(next) => (capacity.value = next)}
        />
        <Field label={t('steer.skills')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              value={skills.value}
              onInput={(event) => (skills.value = event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={steering.busy}>
            {t('ui.save')}
          </button>
          <button type="button" class="button" onClick={props.onClose}>
            {t('ui.cancel')}
          </button>
        </div>
        {operator.available ? (
          <>
            <p class="field-hint">{t('steer.awayHint', { name: operator.name })}</p>
            <button type="button" class="button" disabled={steering.busy} onClick={() => void steer({ away: true })}>
              {t('steer.away')}
            </button>
          </>
        ) : null}
      </form>
    </Dialog>
  )
}
