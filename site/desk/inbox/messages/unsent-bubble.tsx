import { problemText } from '../../problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { draftText, writeDraft } from '../drafts.ts'
import { retry, takeBack, type Unsent } from '../outbox.ts'
import { PlainText } from './plain-text.tsx'

export function UnsentBubble({ unsent, live }: { unsent: Unsent; live: boolean }) {
  const failed = unsent.state === 'not_sent'
  function back(): void {
    const taken = takeBack(unsent.clientMessageId)
    if (!taken) return
    const draft = draftText(taken.conversationId)
    writeDraft(taken.conversationId, draft ? `${taken.text}\n${draft}` : taken.text)
  }
  return (
    <article class={`bubble bubble-unsent ${failed ? 'bubble-failed' : ''}`}>
      <PlainText text={unsent.text} rich />
      <footer class="bubble-foot">
        {failed ? (
          <>
            <span class="reached reached-failed" role="alert">
              <Icon name="alert" /> {t('message.notSent')} {unsent.refused ? problemText({ code: unsent.refused }) : ''}
            </span>
            <button type="button" class="button button-small" onClick={() => retry(unsent.clientMessageId)}>
              {t('message.retry')}
            </button>
            <button type="button" class="button button-small" onClick={back}>
              {t('message.takeBack')}
            </button>
          </>
        ) : (
          <span class="reached">
            <Icon name="clock" /> {t(live ? 'message.sending' : 'message.waitsForLine')}
          </span>
        )}
      </footer>
    </article>
  )
}
