import { useSignal } from '@preact/signals'
import type { ConversationDetail, Message } from '#protocol'
import { dayAndTime } from '../dates.ts'
import { authorCalled } from '../inbox/messages/author-of.ts'
import { eventText } from '../inbox/messages/event-text.ts'
import { MessageFiles } from '../inbox/files/message-files.tsx'
import { PlainText } from '../inbox/messages/plain-text.tsx'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'
import { readMerged, unmerge } from './merging.ts'

type One = NonNullable<ConversationDetail['merged']>[number]

/** What goes on here: its words are read where they were said, and stand there in their order. */
export function MergedHere({ detail, mayPart }: { detail: ConversationDetail; mayPart: boolean }) {
  return (
    <>
      {detail.merged?.map((one) => (
        <Merged key={one.id} detail={detail} one={one} mayPart={mayPart} />
      ))}
    </>
  )
}

function Merged({ detail, one, mayPart }: { detail: ConversationDetail; one: One; mayPart: boolean }) {
  const said = useSignal<readonly Message[] | null>(null)
  const parting = useAction(() => unmerge(detail.id, one.id), { toast: true })
  return (
    <details
      class="merged"
      onToggle={(event) => {
        if (event.currentTarget.open && said.peek() === null)
          void readMerged(one.id).then((messages) => (said.value = messages))
      }}
    >
      <summary>
        {t('merging.here', { at: dayAndTime(one.createdAt) })} <q lang={detail.locale}>{one.question}</q>
      </summary>
      <ol class="message-list">
        {said.value?.map((message) => (
          <li key={message.seq} class={`message message-${message.kind === 'text' ? message.author : message.kind}`}>
            <Line message={message} detail={detail} />
          </li>
        ))}
      </ol>
      <div class="merged-acts">
        <a class="button button-small" href={`/desk/inbox/solved/${one.id}`}>
          <Icon name="eye" /> {t('merging.open')}
        </a>
        {mayPart ? (
          <button type="button" class="button button-small" disabled={parting.busy} onClick={() => void parting.run()}>
            <Icon name="rotate" /> {t('merging.part')}
          </button>
        ) : null}
      </div>
    </details>
  )
}

function Line({ message, detail }: { message: Message; detail: ConversationDetail }) {
  if (message.kind === 'event') return <p class="event">{eventText(message, detail)}</p>
  const who =
    message.author === 'operator' && message.authorName
      ? authorCalled(message.authorName, detail)
      : (message.authorName ?? t(message.author === 'visitor' ? 'inbox.visitor' : 'message.system'))
  return (
    <article class="bubble">
      <header class="bubble-head">
        <span class="bubble-who">{who}</span>
        {message.kind === 'note' ? <span class="chip">{t('message.noteOnly')}</span> : null}
      </header>
      {message.deletedAt ? <p class="said soft">{t('message.deleted')}</p> : null}
      {message.event ? <p class="said soft">{eventText(message, detail)}</p> : null}
      {message.text ? <PlainText text={message.text} rich={message.author === 'operator'} /> : null}
      {message.files?.length ? <MessageFiles conversationId={message.conversationId} files={message.files} /> : null}
      <footer class="bubble-foot">
        <time dateTime={message.sentAt}>{dayAndTime(message.sentAt)}</time>
      </footer>
    </article>
  )
}
