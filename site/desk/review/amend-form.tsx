import type { Signal } from '@preact/signals'
import { ANSWER_FIELDS } from '#shared'
import type { Answer } from '../shapes.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

export interface Amended {
  question: string
  body: string
}

/** The lead's own changes to what was submitted; the author stays its author. */
export function AmendForm({ answer, text }: { answer: Answer; text: Signal<Amended | null> }) {
  const shown = text.value ?? answer
  const write = (change: Partial<Amended>) => {
    const { question, body } = { question: shown.question, body: shown.body, ...change }
    text.value = { question, body }
  }
  return (
    <section class="form amend">
      <Field label={t('answer.question')}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            lang={answer.locale}
            maxLength={ANSWER_FIELDS.question.limit}
            value={shown.question}
            onInput={(event) => write({ question: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('answer.body')} hint={t('review.amendHint', { name: answer.author.name })}>
        {(ties) => (
          <textarea
            {...ties}
            class="input"
            rows={12}
            lang={answer.locale}
            value={shown.body}
            onInput={(event) => write({ body: event.currentTarget.value })}
          />
        )}
      </Field>
    </section>
  )
}
