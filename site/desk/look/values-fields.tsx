import { LOCALE_NAMES, LOCALES } from '#shared'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'
import { FactUses } from './facts/fact-uses.tsx'

type Values = Site['values']
const EMPTY: Values[number] = { name: '', text: { ru: '', en: '' } }

/** What answers say by `{{value.…}}` in this shop. */
export function ValuesFields(props: {
  values: Values
  problems: Record<string, string> | undefined
  onChange: (values: Values) => void
}) {
  const { values, problems, onChange } = props
  const set = (at: number, part: Partial<Values[number]>) =>
    onChange(values.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      {values.map((one, at) => (
        // By place: a name is changed as it is typed.
        <div class="look-value" key={at}>
          <Field label={t('look.valueName')} problem={problems?.[`values.${at}.name`]}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                maxLength={40}
                placeholder="free-from"
                value={one.name}
                onInput={(event) =>
                  set(at, { name: event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })
                }
              />
            )}
          </Field>
          {LOCALES.map((locale) => (
            <Field key={locale} label={LOCALE_NAMES[locale]} problem={problems?.[`values.${at}.text.${locale}`]}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  lang={locale}
                  maxLength={300}
                  value={one.text[locale]}
                  onInput={(event) => set(at, { text: { ...one.text, [locale]: event.currentTarget.value } })}
                />
              )}
            </Field>
          ))}
          <button
            type="button"
            class="button button-small button-quiet"
            onClick={() => onChange(values.filter((_, index) => index !== at))}
          >
            {t('ui.remove')}
            <span class="unseen">: {one.name}</span>
          </button>
          <FactUses name={one.name} said={one.text} />
        </div>
      ))}
      <button type="button" class="button button-small" onClick={() => onChange([...values, EMPTY])}>
        {t('look.valueAdd')}
      </button>
    </>
  )
}
