import { FILE_KINDS, type FileRules, LARGEST_FILE_MB } from '#shared'
import { t } from '../texts.ts'
import { NumberField } from '../ui/parts.tsx'

const BOUNDS = [
  { name: 'fileMb', most: LARGEST_FILE_MB },
  { name: 'conversationMb', most: 10_000 },
  { name: 'dayMb', most: 10_000 },
] as const

/** Which files go both ways, and how much of them. */
export function FileFields(props: {
  rules: FileRules
  /** What the server said of single bounds, by their names. */
  problems: Readonly<Record<string, string>>
  onChange: (rules: FileRules) => void
}) {
  const { rules } = props
  return (
    <>
      <fieldset class="options">
        <legend>{t('site.fileKinds')}</legend>
        {FILE_KINDS.map((kind) => (
          <label class="check" key={kind}>
            <input
              type="checkbox"
              checked={rules.kinds.includes(kind)}
              onChange={({ currentTarget: { checked } }) =>
                props.onChange({
                  ...rules,
                  // In the order they are shown.
                  kinds: FILE_KINDS.filter((each) => (each === kind ? checked : rules.kinds.includes(each))),
                })
              }
            />
            {t(`site.fileKind.${kind}`)}
          </label>
        ))}
      </fieldset>
      {rules.kinds.length === 0 ? (
        <p class="field-hint">{t('site.filesOff')}</p>
      ) : (
        <div class="field-row">
          {BOUNDS.map(({ name, most }) => (
            <NumberField
              key={name}
              label={t(`site.${name}`)}
              problem={props.problems[`files.${name}`]}
              least={1}
              most={most}
              value={rules[name]}
              onChange={(value) => props.onChange({ ...rules, [name]: value })}
            />
          ))}
        </div>
      )}
    </>
  )
}
