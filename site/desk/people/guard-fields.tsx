import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { LinesField, NumberField } from '../ui/parts.tsx'

type Guard = Site['guard']
const COUNTS = ['flood', 'repeats'] as const

/** What is looked at before it reaches an operator; with nothing set, everything passes. */
export function GuardFields(props: {
  guard: Guard
  problems: Readonly<Record<string, string>>
  onChange: (guard: Guard) => void
}) {
  const { guard } = props
  return (
    <>
      <p class="field-hint">
        {t('guard.hint')} <a href="/desk/blocks">{t('nav.blocks')}</a>
      </p>
      <LinesField
        label={t('guard.words')}
        hint={t('guard.wordsHint')}
        problem={Object.entries(props.problems).find(([name]) => name.startsWith('guard.words'))?.[1]}
        rows={4}
        value={guard.words}
        onChange={(words) => props.onChange({ ...guard, words })}
      />
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
          <NumberField
            key={name}
            label={t(`guard.${name}`)}
            hint={t('guard.off')}
            problem={props.problems[`guard.${name}`]}
            least={0}
            most={1_000}
            value={guard[name]}
            onChange={(value) => props.onChange({ ...guard, [name]: value })}
          />
        ))}
      </div>
    </>
  )
}
