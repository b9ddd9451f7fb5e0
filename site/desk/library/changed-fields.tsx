import { isTextKey, t } from '../texts.ts'

/** Fields other than the texts that differ between two revisions. */
export function ChangedFields({ changed }: { changed: readonly { field: string; from: string; to: string }[] }) {
  if (changed.length === 0) return null
  return (
    <dl class="pairs changed-fields">
      {changed.map((each) => {
        const name = `answer.${each.field}`
        return (
          <div key={each.field}>
            <dt>{isTextKey(name) ? t(name) : each.field}</dt>
            <dd>
              <del>{each.from || '—'}</del> <ins>{each.to || '—'}</ins>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
