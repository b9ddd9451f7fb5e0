import { useSignal } from '@preact/signals'
import type { BodyOf } from '#desk-api'
import type { Gap } from '../shapes.ts'
import { put } from '../http.ts'
import { calendarDay } from '../team/calendar-day.ts'
import { today } from '../library/care/in-time.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'

const STAGES = ['new', 'writing', 'waits'] as const
const OWNER_LENGTH = 80

/** In one line: who writes it, by when, how far it is; nothing while nobody has said so. */
export function GapCareLine({ gap: { owner, dueOn, stage } }: { gap: Pick<Gap, 'owner' | 'dueOn' | 'stage'> }) {
  const isLate = dueOn !== null && dueOn < today()
  const said = [owner, stage === 'new' ? null : t(`gaps.stage.${stage}`)].filter(Boolean)
  if (said.length === 0 && dueOn === null) return null
  return (
    <span class="gap-care-line">
      {said.length > 0 ? <span class="chip">{said.join(' · ')}</span> : null}
      {dueOn === null ? null : (
        <span class={isLate ? 'chip chip-bad' : 'chip'}>
          {t(isLate ? 'gaps.late' : 'gaps.dueOn', { day: calendarDay(dueOn) })}
        </span>
      )}
    </span>
  )
}

/** For a lead: who writes the answer, by when, and how far it is. */
export function GapCareForm({ gap, onSaved }: { gap: Gap; onSaved: () => void }) {
  const care = useSignal<BodyOf<'/desk/gaps/{id}/care', 'put'>>({
    owner: gap.owner,
    dueOn: gap.dueOn,
    stage: gap.stage,
  })
  const saving = useAction(() => put('/desk/gaps/{id}/care', { params: { id: gap.id }, body: care.value }), {
    toast: true,
  })
  const set = (part: Partial<typeof care.value>) => (care.value = { ...care.value, ...part })
  return (
    <form
      class="form gap-care"
      onSubmit={async (event) => {
        event.preventDefault()
        if (!(await saving.run())) return
        say(t('gaps.tended'))
        onSaved()
      }}
    >
      <div class="field-row">
        <Field label={t('gaps.owner')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              maxLength={OWNER_LENGTH}
              value={care.value.owner ?? ''}
              onInput={(event) => set({ owner: event.currentTarget.value || null })}
            />
          )}
        </Field>
        <Field label={t('gaps.due')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              type="date"
              value={care.value.dueOn ?? ''}
              onInput={(event) => set({ dueOn: event.currentTarget.value || null })}
            />
          )}
        </Field>
        <Field label={t('gaps.stage')}>
          {(ties) => (
            <select
              {...ties}
              class="input"
              value={care.value.stage}
              onChange={(event) => {
                const stage = STAGES.find((each) => each === event.currentTarget.value)
                if (stage) set({ stage })
              }}
            >
              {STAGES.map((stage) => (
                <option key={stage} value={stage}>
                  {t(`gaps.stage.${stage}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <button type="submit" class="button button-small" disabled={saving.busy}>
        {t('ui.save')}
      </button>
    </form>
  )
}
