import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ConversationDetail, Message } from '#protocol'
import { clockTime, dayAndTime } from '../../dates.ts'
import { ask } from '../../live.ts'
import { problemText } from '../../problems.ts'
import { Face } from '../../faces/face.tsx'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import type { FieldHandle } from '../../ui/spelling/marked-field.tsx'
import { SpelledField } from '../../ui/spelling/spelled-field.tsx'
import { say, sayThenDo } from '../../ui/toasts.tsx'
import { writeHere } from '../composer/state.ts'
import { MessageFiles } from '../files/message-files.tsx'
import { authorCalled, authorOf } from './author-of.ts'
import { editing } from './editing.ts'
import { eventText } from './event-text.ts'
import { putMessages } from './messages.ts'
import { PlainText } from './plain-text.tsx'
import { cameByMail, WholeLetter } from './whole-letter.tsx'

const leaving = signal<ReadonlySet<string>>(new Set())

function setLeaving(id: string, leaves: boolean): void {
  const next = new Set(leaving.peek())
  if (leaves) next.add(id)
  else next.delete(id)
  leaving.value = next
}

function deleteMessage(message: Message): void {
  setLeaving(message.id, true)
  sayThenDo(
    t('message.willDelete'),
    async () => {
      const ack = await ask('message:delete', { conversationId: message.conversationId, messageId: message.id })
      setLeaving(message.id, false)
      if (ack.ok) putMessages(message.conversationId, [ack.message])
      else say(problemText(ack), { tone: 'bad' })
    },
    () => setLeaving(message.id, false),
  )
}

export function MessageBubble({ message, detail }: { message: Message; detail: ConversationDetail }) {
  const field = useRef<FieldHandle | null>(null)
  const text = editing.value?.id === message.id ? editing.value.text : null
  const edit = (next: string | null) => (editing.value = next === null ? null : { id: message.id, text: next })
  const ours = message.author === 'operator'
  const gone = Boolean(message.deletedAt) || leaving.value.has(message.id)

  async function saveEdit(): Promise<void> {
    const said = text?.trim()
    if (!said || said === message.text) {
      leaveEdit()
      return
    }
    const ack = await ask('message:edit', { conversationId: message.conversationId, messageId: message.id, text: said })
    if (!ack.ok) {
      say(problemText(ack), { tone: 'bad' })
      return
    }
    putMessages(message.conversationId, [ack.message])
    leaveEdit()
  }
  /** Back to where one writes: the field that had the focus is gone. */
  function leaveEdit(): void {
    edit(null)
    writeHere.value++
  }
  const begun = text !== null
  useEffect(() => {
    const input = begun ? field.current?.input : null
    input?.focus()
    input?.setSelectionRange(input.value.length, input.value.length)
  }, [begun])

  return (
    <article class={`bubble ${gone ? 'bubble-gone' : ''}`}>
      <header class="bubble-head">
        {message.kind === 'note' ? <Icon name="note" /> : null}
        {ours && message.authorName ? <Face name={who(message, detail)} personId={authorOf(message, detail)} /> : null}
        <span class="bubble-who">{who(message, detail)}</span>
        {message.kind === 'note' ? <span class="chip">{t('message.noteOnly')}</span> : null}
        {message.template ? (
          <span class="chip">
            <Icon name="slash" /> {t(message.template.edited ? 'message.templateEdited' : 'message.template')}
          </span>
        ) : null}
      </header>
      {gone ? (
        <p class="said soft">{t('message.deleted')}</p>
      ) : text !== null ? (
        <div class="bubble-edit">
          <SpelledField
            value={text}
            label={t('message.edit')}
            handle={field}
            onChange={edit}
            onKey={(event) => {
              if (event.key === 'Escape') leaveEdit()
              else if (event.key === 'Enter' && !event.shiftKey) void saveEdit()
              else return false
              return true
            }}
          />
          <button type="button" class="button button-small button-main" onClick={() => void saveEdit()}>
            {t('ui.save')}
          </button>
          <button type="button" class="button button-small" onClick={leaveEdit}>
            {t('ui.cancel')}
          </button>
        </div>
      ) : (
        <>
          {message.event ? <p class="said soft">{eventText(message, detail)}</p> : null}
          {message.text ? <PlainText text={message.text} rich={message.author === 'operator'} /> : null}
          {message.files?.length ? (
            <MessageFiles conversationId={message.conversationId} files={message.files} />
          ) : null}
        </>
      )}
      <footer class="bubble-foot">
        <time dateTime={message.sentAt} title={dayAndTime(message.sentAt)}>
          {clockTime(message.sentAt)}
        </time>
        {cameByMail(message) && !gone ? <WholeLetter message={message} /> : null}
        {message.editedAt && !gone ? <span>{t('message.edited')}</span> : null}
        {ours && message.kind === 'text' && !gone ? <Reached message={message} detail={detail} /> : null}
      </footer>
      {ours && !gone && !begun ? (
        <div class="bubble-acts">
          <button type="button" class="button-icon" aria-label={t('message.edit')} onClick={() => edit(message.text)}>
            <Icon name="pencil" />
          </button>
          <button
            type="button"
            class="button-icon"
            aria-label={t('message.delete')}
            onClick={() => deleteMessage(message)}
          >
            <Icon name="trash" />
          </button>
        </div>
      ) : null}
    </article>
  )
}

function who(message: Message, detail: ConversationDetail): string {
  if (message.author === 'visitor') return message.authorName ?? detail.visitor.name ?? t('inbox.visitor')
  if (message.author === 'operator' && message.authorName) return authorCalled(message.authorName, detail)
  return message.authorName ?? t(message.author === 'system' ? 'message.system' : 'message.operator')
}

/** How far a message of ours has come: on the server's disk, on the visitor's device, before the visitor's eyes. */
function Reached({ message, detail }: { message: Message; detail: ConversationDetail }) {
  const state =
    message.seq <= detail.visitorRead ? 'read' : message.seq <= detail.visitorDelivered ? 'delivered' : 'sent'
  return (
    <span class={`reached reached-${state}`}>
      <Icon name={state === 'sent' ? 'check' : 'checkCheck'} />
      {t(`message.${state}`)}
    </span>
  )
}
