import { ANSWER_FIELDS, CARE_FIELDS } from '#shared'
import { useRef } from 'preact/hooks'
import type { AnswerContent } from '../../shapes.ts'
import { t } from '../../texts.ts'
import { Field } from '../../ui/parts.tsx'

const DATES = ['validFrom', 'validUntil', 'reviewBy'] as const

/** When an answer is shown, when it is read again, who cares for it: folded until somebody needs it. */
export function CareFields(props: {
  content: AnswerContent
  wrong: Readonly<Record<string, string>>
  onChange: (part: Partial<AnswerContent>) => void
}) {
  const { content, wrong, onChange } = props
  const isUsed = CARE_FIELDS.some((field) => content[field] || wrong[field])
  // Once open it stays so while one is at it: what is emptied must not fold away under the hand.
  const open = useRef(isUsed)
  open.current ||= isUsed
  return (
    <details class="care" open={open.current}>
      <summary>{t('care.title')}</summary>
      <div class="form">
        <div class="field-row">
          {DATES.map((name) => (
            <Field key={name} label={t(`answer.${name}`)} problem={wrong[name]}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  type="date"
                  value={content[name] ?? ''}
                  onInput={(event) => onChange({ [name]: event.currentTarget.value || null })}
                />
              )}
            </Field>
          ))}
        </div>
        <p class="field-hint">{t('care.hint')}</p>
        <Field label={t('answer.owner')} problem={wrong.owner} hint={t('answer.ownerHint')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              value={content.owner ?? ''}
              maxLength={ANSWER_FIELDS.owner.limit}
              onInput={(event) => onChange({ owner: event.currentTarget.value || null })}
            />
          )}
        </Field>
      </div>
    </details>
  )
}
