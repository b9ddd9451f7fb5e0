import { Fragment } from 'preact'
import { answersLocale } from '#shared'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { contextName, valueText } from './attribute-words.ts'
import type { Attribute } from './attribute-words.ts'
import { Verified } from './verified.tsx'

/** What the shop's page and server tell of a conversation's visitor; nothing where they tell nothing. */
export function AttributesPart({ conversationId }: { conversationId: string }) {
  const read = useLoad(
    (stop) => get('/desk/conversations/{id}/attributes', { params: { id: conversationId }, signal: stop }),
    [conversationId],
  )
  const told = read.value?.items ?? []
  if (told.length === 0 && !read.problem) return null
  return (
    <section>
      <h3>{t('told.title')}</h3>
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      <dl class="pairs">
        {told.map((each) => (
          <Fragment key={each.name}>
            <dt>
              {each.label?.[answersLocale(language.value)] ?? contextName(each.name)}
              {each.private ? <Icon name="lock" label={t('told.isPrivate')} /> : null}
            </dt>
            <dd class="break">
              <Value {...each} />
              <Verified verified={each.verified} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {told.some((each) => !each.verified) ? (
        <p class="soft">{t(told.some((each) => each.verified) ? 'told.someUnverified' : 'told.unverified')}</p>
      ) : null}
    </section>
  )
}

function Value({ kind, value }: Pick<Attribute, 'kind' | 'value'>) {
  return kind === 'link' && /^https?:\/\//.test(value) ? (
    <a href={value} target="_blank" rel="noopener noreferrer nofollow">
      {value} <Icon name="externalLink" />
    </a>
  ) : (
    valueText(kind, value)
  )
}
