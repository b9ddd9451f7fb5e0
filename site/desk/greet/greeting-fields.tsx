import { ASKED_FIELDS, LOCALES } from '#shared'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Field } from '../ui/parts.tsx'
import { FormPreview } from './form-preview.tsx'

type Form = Site['form']
type Subject = Form['subjects'][number]
const HOW = ['off', 'asked', 'needed'] as const
const MOST_SUBJECTS = 12

/** How a conversation begins, beyond the usual: all of it off until the owner wants it. */
export function GreetingFields(props: {
  site: Pick<Site, 'preview' | 'form'>
  problems: Readonly<Record<string, string>>
  onChange: (part: Partial<Site>) => void
}) {
  const { form, preview } = props.site
  const change = (part: Partial<Form>) => props.onChange({ form: { ...form, ...part } })
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={preview}
          onChange={({ currentTarget }) => props.onChange({ preview: currentTarget.checked })}
        />
        {t('greeting.preview')}
      </label>
      <p class="field-hint">{t('greeting.previewHint')}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={form.on}
          onChange={({ currentTarget }) => change({ on: currentTarget.checked })}
        />
        {t('greeting.form')}
      </label>
      <p class="field-hint">{t('greeting.formHint')}</p>
      {form.on ? (
        <>
          <div class="field-row">
            {ASKED_FIELDS.map((name) => (
              <Field key={name} label={t(`asked.${name}`)}>
                {(ties) => (
                  <select
                    {...ties}
                    class="input"
                    value={form.fields[name]}
                    onChange={({ currentTarget }) =>
                      change({ fields: { ...form.fields, [name]: currentTarget.value as (typeof HOW)[number] } })
                    }
                  >
                    {HOW.map((how) => (
                      <option key={how} value={how}>
                        {t(`greeting.${how}`)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            ))}
          </div>
          <h3>{t('greeting.subjects')}</h3>
          <p class="field-hint">{t('greeting.subjectsHint')}</p>
          {form.subjects.map((subject, at) => (
            <SubjectFields
              key={at}
              subject={subject}
              wrong={Object.keys(props.problems).some((name) => name.startsWith(`form.subjects.${at}.`))}
              onChange={(next) => change({ subjects: form.subjects.map((one, here) => (here === at ? next : one)) })}
              onRemove={() => change({ subjects: form.subjects.filter((_, here) => here !== at) })}
            />
          ))}
          {form.subjects.length < MOST_SUBJECTS ? (
            <button
              type="button"
              class="button button-small"
              onClick={() =>
                change({ subjects: [...form.subjects, { label: { ru: '', en: '' }, group: '', needs: [] }] })
              }
            >
              <Icon name="plus" /> {t('greeting.addSubject')}
            </button>
          ) : null}
          <FormPreview form={form} />
        </>
      ) : null}
    </>
  )
}

function SubjectFields(props: {
  subject: Subject
  wrong: boolean
  onChange: (subject: Subject) => void
  onRemove: () => void
}) {
  const { subject, onChange } = props
  return (
    <fieldset class="card">
      <div class="field-row">
        {LOCALES.map((locale) => (
          <Field
            key={locale}
            label={t(`greeting.subject.${locale}`)}
            problem={props.wrong && !subject.label[locale].trim() ? t('greeting.subjectWrong') : null}
          >
            {(ties) => (
              <input
                {...ties}
                class="input"
                maxLength={60}
                value={subject.label[locale]}
                onInput={({ currentTarget }) =>
                  onChange({ ...subject, label: { ...subject.label, [locale]: currentTarget.value } })
                }
              />
            )}
          </Field>
        ))}
        <Field label={t('greeting.group')} hint={t('greeting.groupHint')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              maxLength={60}
              value={subject.group}
              onInput={({ currentTarget }) => onChange({ ...subject, group: currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <p class="field-hint">{t('greeting.needs')}</p>
      <div class="form-buttons">
        {ASKED_FIELDS.map((name) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={subject.needs.includes(name)}
              onChange={({ currentTarget }) =>
                onChange({
                  ...subject,
                  needs: ASKED_FIELDS.filter((one) =>
                    one === name ? currentTarget.checked : subject.needs.includes(one),
                  ),
                })
              }
            />
            {t(`asked.${name}`)}
          </label>
        ))}
        <button type="button" class="button-icon" aria-label={t('ui.remove')} onClick={props.onRemove}>
          <Icon name="x" />
        </button>
      </div>
    </fieldset>
  )
}
