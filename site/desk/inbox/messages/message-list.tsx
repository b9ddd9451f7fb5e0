import type { ConversationDetail, Message } from '#protocol'
import { dayKey, dayName } from '../../dates.ts'
import { connection } from '../../live.ts'
import { eventText } from './event-text.ts'
import { MessageBubble } from './message-bubble.tsx'
import { outbox } from '../outbox.ts'
import { UnsentBubble } from './unsent-bubble.tsx'

/** Everything said, in the order of `seq`, then what has not reached the server yet. New words are announced. */
export function MessageList({ detail, messages }: { detail: ConversationDetail; messages: readonly Message[] }) {
  const stored = new Set(messages.map((each) => each.clientMessageId))
  const unsent = outbox.value.filter((each) => each.conversationId === detail.id && !stored.has(each.clientMessageId))
  return (
    <ol class="message-list" aria-live="polite" aria-relevant="additions">
      {messages.map((message, index) => {
        const before = messages[index - 1]
        const newDay = !before || dayKey(before.sentAt) !== dayKey(message.sentAt)
        const follows =
          !newDay && before?.author === message.author && before.kind === message.kind && message.kind !== 'event'
        return (
          <li
            key={message.seq}
            class={`message message-${message.kind === 'text' ? message.author : message.kind} ${follows ? 'message-follows' : ''}`}
          >
            {newDay ? <p class="day">{dayName(message.sentAt)}</p> : null}
            {message.kind === 'event' ? (
              <p class="event">{eventText(message, detail)}</p>
            ) : (
              <MessageBubble message={message} detail={detail} />
            )}
          </li>
        )
      })}
      {unsent.map((each) => (
        <li key={each.clientMessageId} class={`message message-${each.kind === 'note' ? 'note' : 'operator'}`}>
          <UnsentBubble unsent={each} live={connection.value === 'live'} />
        </li>
      ))}
    </ol>
  )
}
