import { MOST_SCENARIO_LABELS, type ScenarioAction, type ScenarioPriority } from '#shared'
import { labelsHere } from '../labels/labels.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

type Handle = Extract<ScenarioAction, { do: 'handle' }>
const PRIORITIES = [0, 1, 2] as const

/** What a conversation is given that begins in a visit of the scenario. */
export function HandleFields({ action, onChange }: { action: Handle; onChange: (action: Handle) => void }) {
  const { group, priority, labels } = action
  const needsOne = group === null && priority === 0 && labels.length === 0
  return (
    <>
      <Field label={t('scenario.group')} hint={t('scenario.groupHint')}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            maxLength={60}
            required={needsOne}
            value={group ?? ''}
            onInput={({ currentTarget: { value } }) => onChange({ ...action, group: value.trim() ? value : null })}
          />
        )}
      </Field>
      <Field label={t('priority.title')}>
        {(ties) => (
          <select
            {...ties}
            class="input"
            value={priority}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...action, priority: Number(value) as ScenarioPriority })
            }
          >
            {PRIORITIES.map((one) => (
              <option key={one} value={one}>
                {t(`priority.choose.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {labelsHere.value.length > 0 ? (
        <fieldset class="scenario-labels">
          <legend>{t('scenario.labels')}</legend>
          {labelsHere.value.map(({ id, name }) => (
            <label key={id} class="check">
              <input
                type="checkbox"
                checked={labels.includes(id)}
                disabled={!labels.includes(id) && labels.length >= MOST_SCENARIO_LABELS}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({ ...action, labels: checked ? [...labels, id] : labels.filter((other) => other !== id) })
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      ) : null}
    </>
  )
}
