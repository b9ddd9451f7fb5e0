import { t } from '../texts.ts'
import { labelFilter, labels } from './labels.ts'

/** Over the lists: only what has this label. */
export function LabelFilter() {
  if (labels.value.length === 0) return null
  return (
    <select
      class={`input input-small label-filter ${labelFilter.value ? 'label-filter-on' : ''}`}
      aria-label={t('labels.filter')}
      value={labelFilter.value}
      onChange={(event) => (labelFilter.value = event.currentTarget.value)}
    >
      <option value="">{t('labels.all')}</option>
      {labels.value.map((each) => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
    </select>
  )
}
