import { useSignal } from '@preact/signals'
import { MOST_CONDITIONS } from '#shared'
import type { BodyOf } from '#desk-api'
import { post, put } from '../http.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner, Field, NumberField } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { ActionFields, freshAction } from './action-fields.tsx'
import { ConditionRow } from './condition-row.tsx'
import { type Scenario, sentenceOf } from './sentence.ts'

export type Draft = BodyOf<'/desk/scenarios', 'post'>
const COUNTED_AFTER_MS = 600

const fresh = (): Draft => ({
  name: '',
  running: false,
  conditions: [{ of: 'pageSeconds', is: 'atLeast', value: 60 }],
  action: freshAction('card'),
  controlShare: 0,
})

/** A scenario as one sentence: when it holds, what is done, and who would fit. */
export function ScenarioDialog(props: {
  scenario: Scenario | null
  /** What a new one begins with. */
  begin?: Partial<Draft>
  knowsCities: boolean
  onClose: () => void
  onSaved: () => void
}) {
  const { id, name, running, conditions, action, controlShare } = props.scenario ?? {
    id: null,
    ...fresh(),
    ...props.begin,
  }
  const draft = useSignal<Draft>({ name, running, conditions, action, controlShare })
  const set = (part: Partial<Draft>) => (draft.value = { ...draft.value, ...part })
  const asked = draft.value.conditions
  const save = useAction((body: Draft) =>
    id === null ? post('/desk/scenarios', { body }) : put('/desk/scenarios/{id}', { params: { id }, body }),
  )
  return (
    <Dialog title={t(id === null ? 'scenario.new' : 'scenario.change')} wide onClose={props.onClose}>
      {save.problem ? <Banner tone="bad">{save.problem}</Banner> : null}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run(draft.value).then((saved) => saved && props.onSaved())
        }}
      >
        <Field label={t('scenario.name')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              maxLength={80}
              required
              data-first
              value={draft.value.name}
              onInput={({ currentTarget: { value } }) => set({ name: value })}
            />
          )}
        </Field>
        <fieldset class="scenario-when">
          <legend>{t('scenario.when')}</legend>
          <ol>
            {asked.map((condition, at) => (
              <ConditionRow
                // The place of a condition is all that is its own.
                key={at}
                condition={condition}
                knowsCities={props.knowsCities}
                onChange={(next) => set({ conditions: asked.with(at, next) })}
                onRemove={asked.length > 1 ? () => set({ conditions: asked.filter((_, other) => other !== at) }) : null}
              />
            ))}
          </ol>
          {asked.length < MOST_CONDITIONS ? (
            <button
              type="button"
              class="button"
              onClick={() => set({ conditions: [...asked, { of: 'pages', is: 'atLeast', value: 2 }] })}
            >
              {t('scenario.more')}
            </button>
          ) : null}
        </fieldset>
        <p class="scenario-sentence">{sentenceOf(draft.value)}</p>
        <Count conditions={asked} />
        <ActionFields action={draft.value.action} onChange={(next) => set({ action: next })} />
        <NumberField
          label={t('scenario.control')}
          hint={t('scenario.controlHint')}
          least={0}
          most={90}
          value={draft.value.controlShare}
          onChange={(controlShare) => set({ controlShare })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={draft.value.running}
            onChange={({ currentTarget: { checked } }) => set({ running: checked })}
          />
          {t('scenario.running')}
        </label>
        <div class="form-buttons dialog-foot">
          <button type="submit" class="button button-main" disabled={save.busy}>
            {t('scenario.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** How many would fit now and have fitted, while one writes. */
function Count({ conditions }: { conditions: Draft['conditions'] }) {
  const isWhole = conditions.every((one) => !('words' in one) || one.words.length > 0)
  const read = useLoad(
    isWhole ? (stop) => post('/desk/scenarios/count', { body: { conditions }, signal: stop }) : null,
    [JSON.stringify(conditions)],
    { pauseMs: COUNTED_AFTER_MS },
  )
  const found = read.value
  return (
    <div class="scenario-count" role="status">
      {!found ? (
        <p class="soft">{t('scenario.counting')}</p>
      ) : (
        <>
          <p>
            {t('scenario.fitNow', { n: found.now.fit, of: found.now.of })}{' '}
            {t('scenario.fitWeek', { n: found.week.fit, of: found.week.of, days: found.week.days })}
          </p>
          {found.notKept.length > 0 ? <p class="soft">{t('scenario.notKept')}</p> : null}
        </>
      )}
    </div>
  )
}
