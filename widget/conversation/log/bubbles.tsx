import { clockTime } from '#shared'
import type { Pending } from '#client'
import type { Message, VisitorConversation } from '#protocol'
import type { TextKey } from '../../locales/keys.ts'
import { Face } from '../../look/face.tsx'
import { Icon } from '../../panel/icon.tsx'
import { live } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'
import { Words } from '../words.tsx'
import type { FileDoor } from '../writing/file-door.ts'
import type { VisitorEntry } from '../writing/outbox.ts'
import { MessageFiles } from './message-files.tsx'
import { AGAIN, READ } from '../icon-paths.ts'

interface Shown {
  message: Message
  /** Begins a run of the same author. */
  first: boolean
  /** The visitor's newest: it alone carries the mark. */
  last: boolean
  conversation: VisitorConversation | null
  door: FileDoor
}

export const Bubble = live(function Bubble({ message, first, last, conversation, door }: Shown) {
  const { say, locale } = usePanel().speech.value
  const own = message.author === 'visitor'
  const author = own ? say('chat.you') : message.authorName || say('chat.operator')
  const { operator, faces = [] } = conversation ?? {}
  const known = [...(operator ? [operator] : []), ...faces].find(({ name }) => name === message.authorName)
  const mark =
    conversation &&
    (conversation.read >= message.seq ? 'read' : conversation.delivered >= message.seq ? 'delivered' : 'sent')
  return (
    <div class={`${own ? 'said own' : 'said'}${first ? ' first' : ''}`}>
      {first && (
        <b class={own ? 'unseen' : 'author'}>
          {!own && <Face face={{ ...known, name: author }} />}
          {author}
        </b>
      )}
      <div class={`bubble ${message.deletedAt ? 'gone' : message.text ? '' : 'bare'}`}>
        {message.deletedAt ? say('chat.deleted') : <Words text={message.text} rich={!own} />}
        {!message.deletedAt && !!message.files?.length && <MessageFiles door={door} list={message.files} />}
      </div>
      <p class="meta">
        <time dateTime={message.sentAt}>{clockTime(new Date(message.sentAt), locale)}</time>
        {message.editedAt && !message.deletedAt && <span>{say('chat.edited')}</span>}
        {own && last && mark && (
          <span class={`mark ${mark}`}>
            {mark === 'sent' ? <Icon name="check" /> : <Icon path={READ} />} {say(`chat.${mark}` as TextKey)}
          </span>
        )}
      </p>
    </div>
  )
})

export const PendingBubble = live(function PendingBubble({
  entry,
  door,
  retry,
  discard,
  takeBack,
}: {
  entry: Pending<VisitorEntry>
  door: FileDoor
  retry: () => void
  discard: () => void
  takeBack: () => void
}) {
  const { say } = usePanel().speech.value
  const files = door.part.value
  const isFinal = /too_long|blocked|file/.test(entry.refused ?? '')
  return (
    <div class="said own first">
      <b class="unseen">{say('chat.you')}</b>
      <div class={`bubble ${entry.state}`}>
        <Words text={entry.text} />
        {files && entry.files.length > 0 && (
          <files.Pending files={files} place={entry.clientMessageId} refused={entry.refused} />
        )}
      </div>
      {entry.state !== 'not_sent' ? (
        <p class="meta">{say(`chat.${entry.state === 'uploading' ? 'sending' : entry.state}`)}</p>
      ) : (
        <p class="meta failed">
          <span>
            {say(
              entry.refused === 'too_long'
                ? 'chat.tooLong'
                : entry.refused === 'blocked'
                  ? 'chat.blocked'
                  : 'chat.notSent',
            )}
          </span>
          {!isFinal && (
            <button type="button" class="link" onClick={retry}>
              <Icon path={AGAIN} /> {say('chat.retry')}
            </button>
          )}
          {entry.refused && entry.files.length > 0 && files && (
            <button type="button" class="link" onClick={takeBack}>
              {say('files.edit')}
            </button>
          )}
          {entry.refused && (
            <button type="button" class="link" onClick={discard}>
              {say('chat.remove')}
            </button>
          )}
        </p>
      )}
    </div>
  )
})

/** A fact the server names by code; one this version does not know is left out. */
export const EventLine = live(function EventLine({ message }: { message: Message }) {
  const { say, knows } = usePanel().speech.value
  const key = `event.${message.event?.code}`
  const { values } = message.event ?? {}
  // Nobody's human name is known: it is our team's.
  const named = values?.operator === '' ? { ...values, operator: say('chat.operator') } : values
  return knows(key) ? <p class="fact">{say(key, named)}</p> : null
})
