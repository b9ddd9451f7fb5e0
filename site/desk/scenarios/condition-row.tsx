import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { CountriesGap } from './countries-gap.tsx'
import { asOption, beginnings, type Condition, kindOf } from './sentence.ts'

/** One condition of the sentence: how it begins, and what fills its gap. */
export function ConditionRow(props: {
  condition: Condition
  /** The server has a file of cities. */
  knowsCities: boolean
  onChange: (condition: Condition) => void
  /** null: a scenario needs one. */
  onRemove: (() => void) | null
}) {
  const { condition } = props
  const all = beginnings(props.knowsCities)
  const known = all.some((one) => kindOf(one) === kindOf(condition)) ? all : [...all, condition]
  return (
    <li class="scenario-condition">
      <select
        class="input"
        aria-label={t('scenario.condition')}
        value={kindOf(condition)}
        onChange={({ currentTarget }) => {
          const next = known.find((one) => kindOf(one) === currentTarget.value)
          if (next) props.onChange(keeping(condition, next))
        }}
      >
        {known.map((one) => (
          <option key={kindOf(one)} value={kindOf(one)}>
            {asOption(one)}
          </option>
        ))}
      </select>
      <Gap condition={condition} onChange={props.onChange} />
      {props.onRemove ? (
        <button type="button" class="button button-quiet" aria-label={t('scenario.without')} onClick={props.onRemove}>
          <Icon name="x" />
        </button>
      ) : null}
    </li>
  )
}

/** What was filled in stays where the next condition takes the same. */
function keeping(before: Condition, next: Condition): Condition {
  const areCodes = before.of === 'country'
  if ('words' in before && 'words' in next && areCodes === (next.of === 'country'))
    return { ...next, words: before.words }
  if ('value' in before && 'value' in next && typeof before.value === typeof next.value)
    return { ...next, value: before.value } as Condition
  return next
}

/** An example, the same in every language. */
const PATHS = '/p/*, /sale'

function Gap({ condition, onChange }: { condition: Condition; onChange: (condition: Condition) => void }) {
  const label = t('scenario.value')
  if (condition.of === 'country')
    return <CountriesGap words={condition.words} onChange={(words) => onChange({ ...condition, words })} />
  if ('words' in condition)
    return (
      <input
        class="input"
        required
        aria-label={label}
        placeholder={condition.of === 'path' ? PATHS : t('scenario.words')}
        defaultValue={condition.words.join(', ')}
        onInput={({ currentTarget: { value } }) =>
          onChange({
            ...condition,
            words: value
              .split(',')
              .map((word) => word.trim())
              .filter(Boolean),
          })
        }
      />
    )
  if (!('value' in condition)) return null
  if (condition.of !== 'attribute')
    return (
      <input
        class="input input-number"
        type="number"
        min={0}
        required
        aria-label={label}
        value={condition.value}
        onInput={({ currentTarget }) => onChange({ ...condition, value: Number(currentTarget.value) })}
      />
    )
  if (condition.is === 'told' || condition.is === 'untold') return null
  return (
    <input
      class="input"
      required
      aria-label={label}
      value={condition.value}
      onInput={({ currentTarget: { value } }) => onChange({ ...condition, value })}
    />
  )
}
