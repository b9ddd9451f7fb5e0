import { LOCALE_NAMES, LOCALES, type Locale } from '#shared'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

type InEach = Record<Locale, string>
type Problems = Record<string, string> | undefined

/** One text in each language of the shop. */
export function InEachField(props: {
  label: string
  name: string
  value: InEach
  most: number
  hint?: string
  rows?: number
  placeholder?: InEach
  problems: Problems
  onChange: (value: InEach) => void
}) {
  return (
    <div class="look-languages">
      {LOCALES.map((locale) => (
        <Field
          key={locale}
          label={t('look.inLanguage', { what: props.label, language: LOCALE_NAMES[locale] })}
          hint={props.hint}
          problem={props.problems?.[`${props.name}.${locale}`]}
        >
          {(ties) => {
            const shared = {
              ...ties,
              class: 'input',
              lang: locale,
              maxLength: props.most,
              placeholder: props.placeholder?.[locale] ?? '',
              value: props.value[locale],
              onInput: (event: { currentTarget: { value: string } }) =>
                props.onChange({ ...props.value, [locale]: event.currentTarget.value }),
            }
            return props.rows ? <textarea {...shared} rows={props.rows} /> : <input {...shared} />
          }}
        </Field>
      ))}
    </div>
  )
}

/** One text of every language. */
export function LineField(props: {
  label: string
  name: string
  value: string
  most: number
  hint?: string
  type?: string
  placeholder?: string
  problems: Problems
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} problem={props.problems?.[props.name]}>
      {(ties) => (
        <input
          {...ties}
          class="input"
          type={props.type ?? 'text'}
          maxLength={props.most}
          placeholder={props.placeholder ?? ''}
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** A whole number of CSS pixels. */
export function PixelField(props: { label: string; value: number; most: number; onChange: (value: number) => void }) {
  return (
    <Field label={props.label}>
      {(ties) => (
        <input
          {...ties}
          class="input input-number"
          type="number"
          min={0}
          max={props.most}
          value={props.value}
          onInput={(event) =>
            props.onChange(Math.min(props.most, Math.max(0, Math.round(Number(event.currentTarget.value) || 0))))
          }
        />
      )}
    </Field>
  )
}
