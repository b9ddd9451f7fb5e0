import { answersLocale } from '#shared'
import { sites } from '../../session/session.ts'
import { language, t } from '../../texts.ts'

/** In which other shops of this person an answer is shown; with one shop there is nothing to say. */
export function SharedWithField(props: {
  of: string
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  const others = sites.value.filter(({ id }) => id !== props.of)
  if (others.length === 0) return null
  return (
    <fieldset class="field">
      <legend class="field-label">{t('answer.sharedWith')}</legend>
      {others.map(({ id, name, role }) => {
        const isChosen = props.chosen.includes(id)
        return (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={role === 'operator' && !isChosen}
              onChange={(event) =>
                props.onChange(
                  event.currentTarget.checked ? [...props.chosen, id] : props.chosen.filter((one) => one !== id),
                )
              }
            />{' '}
            {name[answersLocale(language.value)]}
          </label>
        )
      })}
      <p class="field-hint">{t('answer.sharedHint')}</p>
    </fieldset>
  )
}

/** Ids of shops as this person knows them. */
export const shopNames = (ids: string): string =>
  ids
    .split(/,\s*/)
    .map((id) => sites.value.find((one) => one.id === id)?.name[answersLocale(language.value)] ?? id)
    .join(', ')
