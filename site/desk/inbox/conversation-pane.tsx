import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { now } from '../dates.ts'
import { connection } from '../live.ts'
import { problemText } from '../problems.ts'
import { MergedHere } from '../merging/merged-here.tsx'
import { leads, me } from '../session/session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Empty, Skeleton } from '../ui/parts.tsx'
import { Composer } from './composer/composer.tsx'
import { mode } from './composer/state.ts'
import { ConversationBar } from './conversation-bar.tsx'
import { ConversationHead } from './conversation-head.tsx'
import { attach, draftOf, filesIn, offerHere } from './files/attachments.ts'
import { Viewer } from './files/viewer.tsx'
import type { View } from './lists/conversations.ts'
import { current, markRead, openProblem, preview, typing } from './messages/messages.ts'
import { MessageList } from './messages/message-list.tsx'
import { outbox } from './outbox.ts'

const NEAR_END_PX = 120

export function ConversationPane({ id, view }: { id: string; view: View }) {
  const shown = current.value
  const scroll = useRef<HTMLElement>(null)
  const atEnd = useRef(true)
  const newBelow = useSignal(false)
  const firstSeen = useSignal(true)
  const focused = useSignal(document.hasFocus())
  const dropping = useSignal(false)
  const last = shown?.messages.at(-1)?.seq ?? 0
  const operatorId = shown?.detail.operator?.id
  const unsent = outbox.value.filter((each) => each.conversationId === id).length

  useEffect(() => {
    const note = () => {
      focused.value = document.hasFocus() && document.visibilityState === 'visible'
    }
    for (const event of ['focus', 'blur', 'visibilitychange']) addEventListener(event, note)
    return () => {
      for (const event of ['focus', 'blur', 'visibilitychange']) removeEventListener(event, note)
    }
  }, [])
  // Read means: on the screen of a person who is looking.
  useEffect(() => {
    if (focused.value && last > 0 && connection.value === 'live') void markRead(id, last)
  }, [focused.value, last, connection.value, operatorId])
  useEffect(() => {
    const box = scroll.current
    if (!box) return
    if (atEnd.current) box.scrollTop = box.scrollHeight
    else newBelow.value = true
  }, [last, unsent, shown === null])
  useEffect(() => {
    const box = scroll.current
    if (box && atEnd.current) box.scrollTop = box.scrollHeight
  }, [preview.value])

  useEffect(() => {
    const first = scroll.current?.querySelector('.message')
    if (!first) return
    const watch = new IntersectionObserver(([seen]) => (firstSeen.value = seen?.isIntersecting ?? true), {
      root: scroll.current,
    })
    watch.observe(first)
    return () => watch.disconnect()
  }, [shown === null, shown?.messages[0]?.seq])

  function noteScroll(): void {
    const box = scroll.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
    if (atEnd.current) newBelow.value = false
  }

  if (!shown) {
    return (
      <section class="pane">
        {openProblem.value ? (
          <Empty icon="alert" title={problemText({ code: openProblem.value })}>
            <a class="button" href={`/desk/inbox/${view}`}>
              {t('inbox.back')}
            </a>
          </Empty>
        ) : (
          <Skeleton rows={4} tall />
        )}
      </section>
    )
  }
  const { detail } = shown
  const mine = detail.operator?.id === me.value?.id
  const mayReply = mine && (detail.state === 'active' || detail.state === 'waiting')
  const takesFiles = detail.state !== 'queued' && offerHere() !== null
  const writes = typing.value?.conversationId === id && typing.value.until > now.value
  const written =
    mine && preview.value?.conversationId === id && preview.value.until > now.value ? preview.value.text : ''
  return (
    <section
      class={`pane ${dropping.value ? 'pane-dropping' : ''}`}
      aria-label={t('conversation.label')}
      onDragOver={(event) => {
        if (!takesFiles || !event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        dropping.value = true
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) dropping.value = false
      }}
      onDrop={(event) => {
        dropping.value = false
        const files = filesIn(event.dataTransfer)
        if (!takesFiles || files.length === 0) return
        event.preventDefault()
        attach(draftOf(id, mayReply ? mode.value : 'note'), files)
      }}
    >
      <ConversationHead detail={detail} view={view} mine={mine} messages={shown.messages} folded={firstSeen.value} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard */}
      <section class="messages" ref={scroll} tabIndex={0} aria-label={t('conversation.messages')} onScroll={noteScroll}>
        <MergedHere detail={detail} mayPart={mine || leads.value} />
        <MessageList detail={detail} messages={shown.messages} />
        {written ? (
          <div class="previewed">
            <p class="previewed-label">{t('conversation.previewed')}</p>
            <p class="previewed-text">{written}</p>
          </div>
        ) : null}
        <p class="typing" role="status">
          {writes ? t('conversation.writing') : ''}
        </p>
      </section>
      {newBelow.value ? (
        <button
          type="button"
          class="button to-end"
          onClick={() => {
            newBelow.value = false
            scroll.current?.scrollTo({ top: scroll.current.scrollHeight })
          }}
        >
          <Icon name="chevronDown" /> {t('conversation.newBelow')}
        </button>
      ) : null}
      <p class="pane-drop" aria-hidden="true">
        {t('files.drop')}
      </p>
      <Viewer
        conversationId={id}
        messages={shown.messages}
        place={takesFiles ? draftOf(id, mayReply ? mode.value : 'note') : null}
      />
      <ConversationBar detail={detail} mine={mine} messages={shown.messages} />
      {detail.state === 'queued' ? null : <Composer conversation={detail} mayReply={mayReply} />}
    </section>
  )
}
