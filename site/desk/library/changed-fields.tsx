import type { Difference } from '../shapes.ts'
import { t } from '../texts.ts'

/** Fields other than the texts that differ between two revisions. */
export function ChangedFields({ changed }: { changed: Difference['changed'] }) {
  if (changed.length === 0) return null
  return (
    <dl class="pairs changed-fields">
      {changed.map((each) => (
        <div key={each.field}>
          <dt>{t(`answer.${each.field}`)}</dt>
          <dd>
            <del>{each.from || '—'}</del> <ins>{each.to || '—'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
