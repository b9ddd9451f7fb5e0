import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { get } from '../http.ts'
import { libraryVersion } from '../library/library-news.ts'
import { me } from '../session/session.ts'
import type { TemplateHit } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { wanted } from './composer/state.ts'
import { TemplateText } from './composer/template-text.tsx'

const SHOWN = 4

/** The approved answers that fit this conversation, else those that resemble it, called so; a click puts one at the caret. */
export function Fitting({
  detail,
  words,
  onInsert,
}: {
  detail: ConversationDetail
  /** How many messages the visitor has written: more words, other answers. */
  words: number
  onInsert: () => void
}) {
  const mine = detail.operator?.id === me.value?.id && detail.state !== 'solved'
  const query = { conversation: detail.id, locale: detail.locale }
  const found = useLoad(
    (stop) => get('/desk/templates', { query, signal: stop }),
    [detail.id, words, libraryVersion.value],
  )
  const all = found.value?.items ?? []
  const fitting = all.filter((hit) => hit.fit === 'answers')
  const shown = fitting.length > 0 ? fitting : all.filter((hit) => hit.fit === 'resembles')
  return (
    <section>
      <h3>{t(fitting.length > 0 || shown.length === 0 ? 'packet.fitting' : 'packet.similar')}</h3>
      {found.value === null && !found.problem ? <Skeleton rows={3} tall /> : null}
      {found.problem ? <p class="soft">{found.problem}</p> : null}
      {found.value !== null && shown.length === 0 ? <p class="soft">{t('packet.noneFit')}</p> : null}
      <ul class="fitting">
        {shown.slice(0, SHOWN).map((hit) => (
          <One
            key={hit.id}
            hit={hit}
            mine={mine}
            onInsert={() => {
              wanted.value = hit
              onInsert()
            }}
          />
        ))}
      </ul>
    </section>
  )
}

function One({ hit, mine, onInsert }: { hit: TemplateHit; mine: boolean; onInsert: () => void }) {
  const whole = useSignal(false)
  return (
    <li>
      <button type="button" class="fitting-insert" disabled={!mine} onClick={onInsert}>
        <span class="fitting-title">{hit.title}</span>
        <span class={`fitting-excerpt ${whole.value ? 'fitting-whole' : ''}`}>
          <TemplateText text={hit.text} />
        </span>
      </button>
      <button
        type="button"
        class="button-icon fitting-more"
        aria-expanded={whole.value}
        aria-label={t(whole.value ? 'packet.less' : 'packet.whole', { title: hit.title })}
        onClick={() => (whole.value = !whole.value)}
      >
        <Icon name={whole.value ? 'chevronUp' : 'chevronDown'} />
      </button>
    </li>
  )
}
