import { useSignal } from '@preact/signals'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

type Guard = Site['guard']
const COUNTS = ['flood', 'repeats'] as const

/** What is looked at before it reaches an operator; with nothing set, everything passes. */
export function GuardFields(props: {
  guard: Guard
  problems: Readonly<Record<string, string>>
  onChange: (guard: Guard) => void
}) {
  const { guard } = props
  // As it is typed: the list itself has no empty lines.
  const words = useSignal(guard.words.join('\n'))
  return (
    <>
      <p class="field-hint">
        {t('guard.hint')} <a href="/desk/blocks">{t('nav.blocks')}</a>
      </p>
      <Field
        label={t('guard.words')}
        hint={t('guard.wordsHint')}
        problem={Object.entries(props.problems).find(([name]) => name.startsWith('guard.words'))?.[1]}
      >
        {(ties) => (
          <textarea
            {...ties}
            class="input"
            rows={4}
            value={words.value}
            onInput={({ currentTarget: { value } }) => {
              words.value = value
              props.onChange({
                ...guard,
                words: value
                  .split('\n')
                  .map((word) => word.trim())
                  .filter(Boolean),
              })
            }}
          />
        )}
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={guard.links}
          onChange={(event) => props.onChange({ ...guard, links: event.currentTarget.checked })}
        />
        {t('guard.links')}
      </label>
      <div class="field-row">
        {COUNTS.map((name) => (
          <Field key={name} label={t(`guard.${name}`)} hint={t('guard.off')} problem={props.problems[`guard.${name}`]}>
            {(ties) => (
              <input
                {...ties}
                class="input input-number"
                type="number"
                min={0}
                max={1_000}
                value={guard[name]}
                onInput={(event) => props.onChange({ ...guard, [name]: Math.round(Number(event.currentTarget.value)) })}
              />
            )}
          </Field>
        ))}
      </div>
    </>
  )
}
