import { t } from '../../texts.ts'
import { Field } from '../../ui/parts.tsx'

/** What a picture shows, in words: asked for before it stands in an answer. Enter takes it; it may stand inside another form. */
export function DescriptionField(props: {
  description: string
  /** It was to be taken without one. */
  isMissing: boolean
  hint?: string
  /** What else it is than a description of something seen. */
  label?: string
  first?: boolean
  onChange: (description: string) => void
  onEnter: () => void
}) {
  return (
    <Field
      label={props.label ?? t('pictures.description')}
      {...(props.hint ? { hint: props.hint } : {})}
      problem={props.isMissing ? t('problem.picture_undescribed') : null}
    >
      {(ties) => (
        <input
          {...ties}
          class="input"
          {...(props.first ? { 'data-first': true } : {})}
          maxLength={300}
          value={props.description}
          onInput={({ currentTarget }) => props.onChange(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return
            event.preventDefault()
            props.onEnter()
          }}
        />
      )}
    </Field>
  )
}
