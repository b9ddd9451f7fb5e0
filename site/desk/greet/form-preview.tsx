import { answersLocale, ASKED_FIELDS } from '#shared'
import { useSignal } from '@preact/signals'
import type { Site } from '../shapes.ts'
import { language, t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

/** The form as a visitor meets it: a subject chosen here shows what it asks for. Nothing of it is sent. */
export function FormPreview({ form }: { form: Site['form'] }) {
  const chosen = useSignal('')
  const at = answersLocale(language.value)
  const subject = form.subjects[Number(chosen.value)]
  const needs = chosen.value === '' ? [] : (subject?.needs ?? [])
  const shown = ASKED_FIELDS.filter((name) => form.fields[name] !== 'off' || needs.includes(name))
  return (
    <fieldset class="card" aria-label={t('greeting.shown')}>
      <h3>{t('greeting.shown')}</h3>
      {form.subjects.length > 0 ? (
        <Field label={t('asked.subject')}>
          {(ties) => (
            <select
              {...ties}
              class="input"
              value={chosen.value}
              onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
            >
              <option value="">{t('asked.anything')}</option>
              {form.subjects.map(({ label }, index) => (
                <option key={index} value={String(index)}>
                  {label[at]}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {shown.map((name) => {
        const needed = form.fields[name] === 'needed' || needs.includes(name)
        return (
          <Field key={name} label={needed ? t(`asked.${name}`) : t('asked.optional', { field: t(`asked.${name}`) })}>
            {(ties) => <input {...ties} class="input" />}
          </Field>
        )
      })}
      {shown.length === 0 && form.subjects.length === 0 ? <p class="field-hint">{t('greeting.nothing')}</p> : null}
    </fieldset>
  )
}
