import { type EditedField, type Locale, slugOf } from '#shared'
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { AnswerContent, Audience, ContentProblem, Misspelling } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { ANSWER_LANGUAGES } from '../ui/language-choice.tsx'
import { Choice, Field } from '../ui/parts.tsx'
import type { FieldHandle } from '../ui/spelling/marked-field.tsx'
import { SpelledField } from '../ui/spelling/spelled-field.tsx'
import { CareFields } from './care/care-fields.tsx'
import { categoriesIn } from './catalogue.ts'
import { bodyMarks } from './content-problems.ts'
import { ProductsField } from './products/products-field.tsx'
import { SharedWithField } from './sharing/shared-with-field.tsx'
import { BodyPictures } from './pictures/body-pictures.tsx'

/** What an author writes of an answer: the same fields in the editor and in a promotion. */
export function AnswerFields(props: {
  content: Signal<AnswerContent>
  problems: readonly ContentProblem[]
  /** Language and address stand still once an answer exists in public. */
  fixed: boolean
  /** What the server said of single fields, by their names. */
  wrong?: Readonly<Record<string, string>>
  onQuestionWords?: (words: readonly Misspelling[]) => void
  onBodyWords?: (words: readonly Misspelling[]) => void
}) {
  const content = props.content.value
  const set = (part: Partial<AnswerContent>) => {
    props.content.value = { ...props.content.value, ...part }
  }
  const bodyField = useRef<FieldHandle | null>(null)
  const wrong = props.wrong ?? {}
  const own = slugOf(content.question)
  const categories = categoriesIn(content.locale)
  // Whatever an answer holds has its place here; one that has none in the layout yet stands below the others.
  const { question, body, category, slug, audience, shortcut, products, ...others } = {
    question: (
      <div class="field">
        <span class="field-label">{t('answer.question')}</span>
        <SpelledField
          class="input-field input-question"
          label={t('answer.question')}
          lang={content.locale}
          value={content.question}
          {...(props.onQuestionWords ? { onMisspelled: props.onQuestionWords } : {})}
          onKey={(event) => event.key === 'Enter'}
          onChange={(question) =>
            set({
              question: question.replace(/\s*\n\s*/g, ' '),
              ...(!props.fixed && (content.slug === own || content.slug === '') ? { slug: slugOf(question) } : {}),
            })
          }
        />
        <Wrong text={wrong.question} />
        <p class="field-hint">{t('answer.questionHint')}</p>
      </div>
    ),
    body: (
      <div class="field">
        <span class="field-label">{t('answer.body')}</span>
        <BodyPictures body={content.body} handle={bodyField} onChange={(body) => set({ body })}>
          <SpelledField
            class="input-field input-body"
            label={t('answer.body')}
            lang={content.locale}
            value={content.body}
            handle={bodyField}
            marks={bodyMarks(props.problems)}
            {...(props.onBodyWords ? { onMisspelled: props.onBodyWords } : {})}
            onChange={(body) => set({ body })}
          />
        </BodyPictures>
        <Wrong text={wrong.body} />
        <p class="field-hint">{t(content.audience === 'operators' ? 'answer.bodyHintTemplate' : 'answer.bodyHint')}</p>
      </div>
    ),
    category: (
      <Field label={t('answer.category')} problem={wrong.category}>
        {(ties) => (
          <select
            {...ties}
            class="input"
            value={content.category}
            onChange={(event) => set({ category: event.currentTarget.value })}
          >
            {categories.some((each) => each.slug === content.category) ? null : (
              <option value={content.category}>{content.category || t('answer.choose')}</option>
            )}
            {categories.map((each) => (
              <option key={each.slug} value={each.slug}>
                {each.title}
              </option>
            ))}
          </select>
        )}
      </Field>
    ),
    slug: (
      <Field label={t('answer.slug')} problem={wrong.slug} hint={props.fixed ? t('answer.slugFixed') : undefined}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            value={content.slug}
            readOnly={props.fixed}
            onInput={(event) => set({ slug: event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })}
          />
        )}
      </Field>
    ),
    audience: (
      <div class="field">
        <span class="field-label">{t('answer.audience')}</span>
        <Choice<Audience>
          label={t('answer.audience')}
          value={content.audience}
          options={[
            { value: 'public', text: t('answer.public') },
            { value: 'operators', text: t('answer.operators') },
          ]}
          onChoose={(audience) => set({ audience })}
        />
      </div>
    ),
    shortcut:
      content.audience === 'operators' ? (
        <Field label={t('answer.shortcut')} problem={wrong.shortcut} hint={t('answer.shortcutHint')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              value={content.shortcut ?? ''}
              onInput={(event) => set({ shortcut: event.currentTarget.value.trim().replace(/^\//, '') || null })}
            />
          )}
        </Field>
      ) : null,
    products: (
      <ProductsField locale={content.locale} chosen={content.products} onChange={(products) => set({ products })} />
    ),
    sharedWith: (
      <SharedWithField of={content.site} chosen={content.sharedWith} onChange={(sharedWith) => set({ sharedWith })} />
    ),
    validFrom: <CareFields content={content} wrong={wrong} onChange={set} />,
    // They stand together with the first of them.
    validUntil: null,
    reviewBy: null,
    owner: null,
  } satisfies Record<EditedField, ComponentChildren>
  return (
    <div class="form">
      {question}
      {body}
      <div class="field-row">
        {category}
        {slug}
      </div>
      <div class="field-row">
        {audience}
        {props.fixed ? null : (
          <div class="field">
            <span class="field-label">{t('answer.locale')}</span>
            <Choice<Locale>
              label={t('answer.locale')}
              value={content.locale}
              options={ANSWER_LANGUAGES}
              onChoose={(locale) => set({ locale })}
            />
          </div>
        )}
        {shortcut}
      </div>
      {products}
      {Object.values(others)}
    </div>
  )
}

function Wrong({ text }: { text: string | undefined }) {
  return text ? (
    <p class="field-problem">
      <Icon name="alert" /> {text}
    </p>
  ) : null
}
