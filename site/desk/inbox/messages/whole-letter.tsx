import { useState } from 'preact/hooks'
import type { Message } from '#protocol'
import { dayAndTime } from '../../dates.ts'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/parts.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { PlainText } from './plain-text.tsx'

/** Whether a message came by mail: its sender's id says so. */
export const cameByMail = (message: Message): boolean => /^mail_[0-9a-f]{40}$/.test(message.clientMessageId)

/** What was read of a letter may leave something out; here is all of it. */
export function WholeLetter({ message }: { message: Message }) {
  const [shown, show] = useState(false)
  return (
    <>
      <button type="button" class="button button-small" onClick={() => show(true)}>
        {t('letter.show')}
      </button>
      {shown ? <LetterDialog message={message} onClose={() => show(false)} /> : null}
    </>
  )
}

function LetterDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const params = { id: message.conversationId, messageId: message.id }
  const letter = useLoad(
    (signal) => get('/desk/conversations/{id}/letters/{messageId}', { params, signal }),
    [message.id],
    { word: () => t('letter.gone') },
  )
  return (
    <Dialog title={t('letter.title')} onClose={onClose} wide>
      {letter.value ? (
        <>
          <p class="soft">
            {t('letter.from', { from: letter.value.sender })}
            <br />
            {t('letter.subject', { subject: letter.value.subject })}
            <br />
            {dayAndTime(letter.value.receivedAt)}
          </p>
          <PlainText text={letter.value.text} />
        </>
      ) : letter.problem ? (
        <p>{letter.problem}</p>
      ) : (
        <Skeleton rows={4} />
      )}
    </Dialog>
  )
}
