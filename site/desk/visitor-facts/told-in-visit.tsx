import { Fragment } from 'preact'
import { answersLocale } from '#shared'
import { site } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { contextName, valueText } from './attribute-words.ts'
import { Verified } from './verified.tsx'

/** The same facts beside a visit, where no conversation is. */
export function ToldInVisit({
  attributes,
}: {
  attributes: readonly { name: string; value: string; verified: boolean }[]
}) {
  if (attributes.length === 0) return null
  const forms = new Map(site.value?.attributes.map((one) => [one.name, one]))
  return (
    <>
      <h3>{t('told.title')}</h3>
      <dl class="pairs">
        {attributes.map(({ name, value, verified }) => (
          <Fragment key={name}>
            <dt>{forms.get(name)?.label[answersLocale(language.value)] ?? contextName(name)}</dt>
            <dd class="break">
              {valueText(forms.get(name)?.kind ?? (name === 'cart' ? 'number' : 'text'), value)}
              <Verified verified={verified} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {attributes.some((each) => !each.verified) ? <p class="soft">{t('told.unverified')}</p> : null}
    </>
  )
}
