import type { ConversationDetail } from '#protocol'
import { post } from '../../http.ts'
import { refusalText } from '../../library/content-problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import type { Proposal } from '../../shapes.ts'
import { useAction } from '../../ui/use-action.ts'
import { openConversation } from '../messages/messages.ts'

/** Answers that may say this already: often the visitor's words are all that is missing. */
export function SimilarAnswers(props: {
  similar: Proposal['similar']
  conversation: ConversationDetail
  phrasing: string
  onDone: () => void
}) {
  const adding = useAction(
    (answerId: string) =>
      post('/desk/promotions/phrasing', {
        body: { conversationId: props.conversation.id, answerId, text: props.phrasing },
      }),
    { word: refusalText, toast: true },
  )
  if (props.similar.length === 0) return null
  async function add(answerId: string): Promise<void> {
    if (!(await adding.run(answerId))) return
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
            <button type="button" class="button button-small" disabled={adding.busy} onClick={() => void add(hit.id)}>
              <Icon name="plus" /> {t('promote.addPhrasing')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
