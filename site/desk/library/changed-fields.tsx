import type { Difference } from '../shapes.ts'
import { answersLocale, type Locale } from '#shared'
import { language, t } from '../texts.ts'
import { dayOf } from './care/in-time.ts'
import { categoriesIn, productName } from './catalogue.ts'
import { shopNames } from './sharing/shared-with-field.tsx'

/** Fields other than the texts that differ between two revisions. */
export function ChangedFields(props: { changed: Difference['changed']; locale?: Locale }) {
  const { changed, locale = answersLocale(language.value) } = props
  if (changed.length === 0) return null
  return (
    <dl class="pairs changed-fields">
      {changed.map((each) => (
        <div key={each.field}>
          <dt>{t(`answer.${each.field}`)}</dt>
          <dd>
            <del>{inWords(each.field, each.from, locale)}</del> <ins>{inWords(each.field, each.to, locale)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** As the form shows it: categories, products and readers by their names. */
function inWords(field: Difference['changed'][number]['field'], value: string, locale: Locale): string {
  if (!value) return '—'
  if (field === 'category') return categoriesIn(locale).find((each) => each.slug === value)?.title ?? value
  if (field === 'audience') return t(value === 'operators' ? 'answer.operators' : 'answer.public')
  if (field === 'validFrom' || field === 'validUntil' || field === 'reviewBy') return dayOf(value)
  if (field === 'sharedWith') return shopNames(value)
  if (field === 'products')
    return value
      .split(/,\s*/)
      .map((about) => productName(about, locale))
      .join(', ')
  return value
}
