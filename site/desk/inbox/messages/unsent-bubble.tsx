import { problemText } from '../../problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { write, written } from '../composer/state.ts'
import { canGo } from '#client'
import { filesOf, messageOf } from '../files/attachments.ts'
import { FileRow } from '../files/file-row.tsx'
import { retry, takeBack, type Unsent } from '../outbox.ts'
import { PlainText } from './plain-text.tsx'

export function UnsentBubble({ unsent, live }: { unsent: Unsent; live: boolean }) {
  const failed = unsent.state === 'not_sent'
  const files = filesOf(messageOf(unsent.conversationId, unsent.clientMessageId))
  function back(): void {
    const taken = takeBack(unsent.clientMessageId)
    if (!taken) return
    const writing = taken.kind === 'note' ? 'note' : 'reply'
    const before = written(taken.conversationId, writing)
    write(taken.conversationId, writing, [taken.text, before].filter(Boolean).join('\n'))
  }
  return (
    <article class={`bubble bubble-unsent ${failed ? 'bubble-failed' : ''}`}>
      {unsent.text ? <PlainText text={unsent.text} rich /> : null}
      {files.length > 0 ? (
        <ul class="composer-files">
          {files.map((file) => (
            <FileRow key={file.id} file={file} removable={false} />
          ))}
        </ul>
      ) : null}
      <footer class="bubble-foot">
        {failed ? (
          <>
            <span class="reached reached-failed" role="alert">
              <Icon name="alert" /> {t('message.notSent')}{' '}
              {unsent.refused && files.every(canGo) ? problemText({ code: unsent.refused }) : ''}
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
            <Icon name="clock" />{' '}
            {t(!live ? 'message.waitsForLine' : unsent.state === 'uploading' ? 'message.uploading' : 'message.sending')}
          </span>
        )}
      </footer>
    </article>
  )
}
