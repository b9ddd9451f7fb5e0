import { calendarDate, calendarDays } from '#shared'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal, useSignalEffect } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { Bubble, EventLine, PendingBubble } from './log/bubbles.tsx'
import { Composer } from './writing/composer.tsx'
import type { Conversing } from './conversing.ts'
import type { Draft } from './writing/draft.ts'
import { Ending } from './ending.tsx'
import { logEntries } from './log/history.ts'
import { Solved } from './solved.tsx'
import { Standing } from './standing.tsx'

/** How long a missing link goes unmentioned: a change of mast is not worth a sentence. */
const QUIET_LOSS_MS = 2_000
const NEAR_END_PX = 80

export const ChatView = live(function ChatView({ conversing, draft }: { conversing: Conversing; draft: Draft }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const { conversation, messages, pending, link, refused, operatorTyping } = conversing
  const look = panel.look.value
  const scroll = useRef<HTMLDivElement>(null)
  const lost = useSignal(false)
  const away = useSignal(0)
  const state = conversation.value?.state
  const files = draft.files.part.value
  useEffect(() => files?.bytes.from(conversing.openFiles), [files])
  const operator = conversation.value?.operator?.name || say('chat.operator')

  useSignalEffect(() => {
    if (link.value === 'live' || link.value === 'off') {
      lost.value = false
      return
    }
    const timer = setTimeout(() => {
      lost.value = true
    }, QUIET_LOSS_MS)
    return () => clearTimeout(timer)
  })
  // Whoever reads above stays there; whoever is at the end follows it.
  const length = messages.value.length + pending.value.length
  const before = useRef(0)
  useLayoutEffect(() => {
    const box = scroll.current!
    const end = box.scrollHeight - box.clientHeight
    const ownOrFirst = before.current === 0 || pending.value.length > 0
    if (ownOrFirst || end - box.scrollTop < NEAR_END_PX + 240) box.scrollTop = end
    else away.value += length - before.current
    before.current = length
  }, [length, pending.value, operatorTyping.value, state, lost.value])
  useEffect(() => {
    const seen = () => conversing.seen()
    seen()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [messages.value])

  const now = new Date()
  const dayName = (at: Date) => {
    const days = calendarDays(at, now)
    return days === 0 ? say('chat.today') : days === 1 ? say('chat.yesterday') : calendarDate(at, now, locale)
  }
  const lastOwn = messages.value.findLast((one) => one.author === 'visitor')
  return (
    <>
      <div class="banner" role="status">
        {refused.value ? (
          <p>{say(refused.value === 'blocked' ? 'chat.blocked' : 'chat.reload')}</p>
        ) : (
          lost.value && (
            <p>
              <i class="dot" /> {say('chat.lost')}
            </p>
          )
        )}
      </div>
      <div
        class="scroll log"
        ref={scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too (axe: scrollable-region-focusable)
        tabIndex={0}
        role="log"
        aria-label={say('chat.log')}
        aria-live="polite"
        onScroll={() => {
          const box = scroll.current!
          if (box.scrollHeight - box.clientHeight - box.scrollTop < NEAR_END_PX) away.value = 0
        }}
      >
        {logEntries(messages.value).map((entry) => {
          if (entry.kind === 'day')
            return (
              <p key={entry.key} class="day">
                {dayName(entry.at)}
              </p>
            )
          if (entry.message.kind === 'event') return <EventLine key={entry.key} message={entry.message} />
          return (
            <Bubble
              key={entry.key}
              message={entry.message}
              first={entry.first}
              conversation={conversation.value}
              door={draft.files}
              last={entry.message === lastOwn && pending.value.length === 0}
            />
          )
        })}
        {pending.value.map((one) => (
          <PendingBubble
            key={one.clientMessageId}
            entry={one}
            door={draft.files}
            retry={() => conversing.retry(one.clientMessageId)}
            discard={() => conversing.discard(one.clientMessageId)}
            takeBack={() => conversing.takeBack(one.clientMessageId)}
          />
        ))}
        {panel.blocked.value && pending.value.length > 0 && look && <look.Below />}
        {operatorTyping.value && (
          <p class="typing" aria-live="off">
            <i />
            <i />
            <i />
            <span>{say('chat.typing', { name: operator })}</span>
          </p>
        )}
        {state === 'active' && conversation.value?.operator?.here === false && (
          <p class="fact">{say('chat.steppedMore', { name: operator })}</p>
        )}
        {state !== 'solved' && <Standing conversing={conversing} />}
        {state === 'solved' && (
          <Solved conversing={conversing} rateable={messages.value.at(-1)?.event?.code !== 'blocked'} />
        )}
      </div>
      {away.value > 0 && (
        <button
          type="button"
          class="newer"
          onClick={() => scroll.current!.scrollTo({ top: scroll.current!.scrollHeight })}
        >
          {say('chat.new', { n: away.value })} <Icon name="next" />
        </button>
      )}
      {files && <files.Viewer files={files} messages={messages.value} />}
      <Composer conversing={conversing} draft={draft} />
      <Ending conversing={conversing} />
    </>
  )
})
