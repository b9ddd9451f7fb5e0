import { LOCALES, LONGEST_CARD, type ScenarioAction } from '#shared'
import { operators } from '../inbox/lists/conversations.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'
import { FirstAnswers } from './first-answers.tsx'
import { HandleFields } from './handle-fields.tsx'

const KINDS = ['card', 'answers', 'handle', 'chatOff', 'nothing'] as const

/** An action with nothing filled in. */
export function freshAction(kind: ScenarioAction['do']): ScenarioAction {
  if (kind === 'card') return { do: kind, texts: { ru: '', en: '' }, of: null }
  if (kind === 'answers') return { do: kind, answers: [] }
  if (kind === 'handle') return { do: kind, group: null, priority: 0, labels: [] }
  return { do: kind }
}

/** What is done with a visit that fits. */
export function ActionFields({
  action,
  onChange,
}: {
  action: ScenarioAction
  onChange: (action: ScenarioAction) => void
}) {
  return (
    <>
      <Field label={t('scenario.do')} hint={action.do === 'chatOff' ? t('scenario.chatOffHint') : undefined}>
        {(ties) => (
          <select
            {...ties}
            class="input"
            value={action.do}
            onChange={({ currentTarget: { value } }) => onChange(freshAction(value as ScenarioAction['do']))}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`scenario.do.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {action.do === 'card' ? (
        <>
          <Field label={t('scenario.whose')} hint={t('scenario.whoseHint')}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={action.of ?? ''}
                onChange={({ currentTarget: { value } }) => onChange({ ...action, of: value || null })}
              >
                <option value="">{t('scenario.whose.shop')}</option>
                {operators.value.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {LOCALES.map((locale) => (
            <Field
              key={locale}
              label={t(`scenario.text.${locale}`)}
              hint={locale === 'en' ? t('scenario.textHint') : undefined}
            >
              {(ties) => (
                <textarea
                  {...ties}
                  class="input"
                  lang={locale}
                  rows={2}
                  maxLength={LONGEST_CARD}
                  required
                  value={action.texts[locale]}
                  onInput={({ currentTarget: { value } }) =>
                    onChange({ ...action, texts: { ...action.texts, [locale]: value } })
                  }
                />
              )}
            </Field>
          ))}
        </>
      ) : null}
      {action.do === 'answers' ? (
        <FirstAnswers chosen={action.answers} onChange={(answers) => onChange({ ...action, answers })} />
      ) : null}
      {action.do === 'handle' ? <HandleFields action={action} onChange={onChange} /> : null}
    </>
  )
}
