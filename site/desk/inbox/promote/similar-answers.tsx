import { useSignal } from '@preact/signals'
import type { Hit } from '#kb'
import type { ConversationDetail } from '#protocol'
import { post } from '../../api.ts'
import { refusalText } from '../../library/content-problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import { openConversation } from '../messages.ts'

/** Answers that may say this already: often the visitor's words are all that is missing. */
export function SimilarAnswers(props: {
  similar: readonly Hit[]
  conversation: ConversationDetail
  phrasing: string
  onDone: () => void
}) {
  const busy = useSignal(false)
  if (props.similar.length === 0) return null
  async function add(hit: Hit): Promise<void> {
    busy.value = true
    const answered = await post('/api/desk/promotions/phrasing', {
      conversationId: props.conversation.id,
      answerId: hit.id,
      text: props.phrasing,
    })
    busy.value = false
    if (!answered.ok) {
      say(refusalText(answered.problem), { tone: 'bad' })
      return
    }
    say(t('promote.phrasingAdded'))
    void openConversation(props.conversation.id)
    props.onDone()
  }
  return (
    <section class="similar" aria-label={t('promote.similar')}>
      <h3>{t('promote.similar')}</h3>
      <ul>
        {props.similar.slice(0, 3).map((hit) => (
          <li key={hit.id}>
            <div>
              <a href={`/desk/library/${hit.id}`} target="_blank" rel="noopener">
                {hit.question} <Icon name="externalLink" />
              </a>
              <p class="soft">{hit.excerpt}</p>
            </div>
            <button type="button" class="button button-small" disabled={busy.value} onClick={() => void add(hit)}>
              <Icon name="plus" /> {t('promote.addPhrasing')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
