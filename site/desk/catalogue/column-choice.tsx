import { COLUMN_FIELDS, NEEDED_COLUMNS } from '#shared'
import type { BodyOf } from '#desk-api'
import { useSignal } from '@preact/signals'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

export type Columns = BodyOf<'/desk/catalogue/{locale}/source', 'put'>['columns']

/** Headings of a table that do not say by themselves what they are. */
export function ColumnChoice(props: {
  headings: readonly string[]
  chosen: Columns
  busy: boolean
  onChosen: (columns: Columns) => void
}) {
  const columns = useSignal<Columns>(props.chosen)
  const isWhole = NEEDED_COLUMNS.every((field) => columns.value[field])
  return (
    <section class="card" aria-labelledby="feed-columns">
      <h2 id="feed-columns">{t('catalogue.columns')}</h2>
      <p>{t('catalogue.columnsMore')}</p>
      <div class="feed-columns">
        {COLUMN_FIELDS.map((field) => (
          <Field key={field} label={`${t(`catalogue.field.${field}`)}${NEEDED_COLUMNS.includes(field) ? ' *' : ''}`}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={columns.value[field] ?? ''}
                onChange={(event) => {
                  const { [field]: _, ...others } = columns.value
                  const heading = event.currentTarget.value
                  columns.value = heading ? { ...others, [field]: heading } : others
                }}
              >
                <option value="">{t('catalogue.noColumn')}</option>
                {props.headings.map((heading) => (
                  <option key={heading} value={heading}>
                    {heading}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      <div class="feed-decide">
        <button
          type="button"
          class="button button-main"
          disabled={!isWhole || props.busy}
          onClick={() => props.onChosen(columns.value)}
        >
          {t('catalogue.again')}
        </button>
      </div>
    </section>
  )
}
