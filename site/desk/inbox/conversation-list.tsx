import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ConversationSummary } from '#protocol'
import { age, minutesUntil } from '../dates.ts'
import { go } from '../routing.ts'
import { connection } from '../live.ts'
import { me } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { type TextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Empty, More, Skeleton } from '../ui/parts.tsx'
import { inboxKnown, lists, loadView, operators, presence, pages, VIEWS, type View } from './conversations.ts'
import { summaries } from './heard.ts'
import { OfferCards } from './offers.tsx'
import { PresenceSwitch, setAvailable } from './presence-switch.tsx'
import { PriorityMark } from './priority.tsx'

const SEARCH_PAUSE_MS = 250

export function ConversationList({ view, openId }: { view: View; openId: string | null }) {
  const q = useSignal('')
  const asked = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const key = `${asked.value ? 'all' : view} ${asked.value}`
  const page = pages.value[key]

  useEffect(() => {
    const timer = setTimeout(() => {
      asked.value = q.value.trim()
    }, SEARCH_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [q.value])
  // Queue and own conversations are pushed; the others are read when they are looked at, and again after a lost line.
  const live = connection.value === 'live'
  useEffect(() => {
    if (asked.value) void loadView('all', 1, asked.value)
    else if (view === 'waiting' || view === 'solved') void loadView(view, 1, '')
  }, [view, asked.value, live])
  useActions(() => [
    {
      id: 'search-inbox',
      label: 'keys.search',
      place: 'keys.inbox',
      keys: [{ code: 'KeyF', alt: true }],
      run: () => field.current?.focus(),
    },
  ])

  const shown = asked.value ? (page?.ids ?? []).flatMap((id) => summaries.value.get(id) ?? []) : lists.value[view]
  const waits =
    asked.value || view === 'waiting' || view === 'solved'
      ? !page || (page.busy && page.loaded === 0)
      : !inboxKnown.value
  return (
    <section class="list" aria-label={t('nav.inbox')}>
      <header class="list-head">
        <PresenceSwitch />
        <label class="search-box">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            value={q.value}
            placeholder={t('inbox.search')}
            aria-label={t('inbox.search')}
            onInput={(event) => {
              q.value = event.currentTarget.value
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') q.value = ''
            }}
          />
        </label>
        <nav class="tabs" aria-label={t('inbox.views')}>
          {VIEWS.map((each) => (
            <a
              key={each}
              href={`/desk/inbox/${each}`}
              aria-current={each === view && !asked.value ? 'page' : undefined}
            >
              {t(`inbox.${each}`)}
              <Count of={each} />
            </a>
          ))}
        </nav>
      </header>
      <OfferCards />
      <div class="list-rows">
        {waits ? (
          <Skeleton tall />
        ) : shown.length === 0 ? (
          <NothingHere view={view} searched={asked.value} />
        ) : (
          <ul>
            {shown.map((each) => (
              <Row key={each.id} conversation={each} view={view} open={each.id === openId} />
            ))}
          </ul>
        )}
        {page && !waits ? (
          <More
            shown={page.ids.length}
            total={page.total}
            busy={page.busy}
            onMore={() => void loadView(asked.value ? 'all' : view, page.loaded + 1, asked.value)}
          />
        ) : null}
      </div>
    </section>
  )
}

function Count({ of }: { of: View }) {
  const list = lists.value[of]
  const n = of === 'mine' ? list.filter((each) => each.unread > 0).length : of === 'queue' ? list.length : 0
  return n > 0 ? <span class="count">{n}</span> : null
}

function NothingHere({ view, searched }: { view: View; searched: string }) {
  if (searched) return <Empty icon="search" title={t('inbox.nothingFound', { q: searched })} />
  const away = presence.value !== null && !presence.value.available
  const icon = { queue: 'checkCircle', mine: 'inbox', waiting: 'mail', solved: 'archive' } as const
  return (
    <Empty icon={icon[view]} title={t(`inbox.empty.${view}` as TextKey)}>
      <p>{t(view === 'mine' && away ? 'inbox.emptyMore.away' : (`inbox.emptyMore.${view}` as TextKey))}</p>
      {view === 'mine' && away ? (
        <button type="button" class="button button-main" onClick={() => void setAvailable(true)}>
          {t('inbox.beginNow')}
        </button>
      ) : null}
      {view === 'mine' && lists.value.queue.length > 0 ? (
        <button type="button" class="button" onClick={() => go('/desk/inbox/queue')}>
          {t('inbox.toQueue', { n: lists.value.queue.length })}
        </button>
      ) : null}
    </Empty>
  )
}

/** Whose the last words are: only one's own are "You". */
function writer({ operator }: ConversationSummary): string {
  if (operator?.id === me.value?.id) return t('inbox.you')
  return operator ? `${operator.name}:` : t('inbox.operator')
}

function Row({ conversation, view, open }: { conversation: ConversationSummary; view: View; open: boolean }) {
  const { visitor, lastMessage, unread } = conversation
  const by = lastMessage?.author === 'operator' ? `${writer(conversation)} ` : ''
  return (
    <li>
      <a
        class={`row ${unread > 0 ? 'row-unread' : ''}`}
        href={`/desk/inbox/${view}/${conversation.id}`}
        aria-current={open ? 'true' : undefined}
      >
        <span class="row-top">
          <Here visitor={visitor} />
          <span class="row-who">{visitor.name ?? visitor.mail ?? t('inbox.visitor')}</span>
          {conversation.operator && conversation.operator.id !== me.value?.id ? (
            <span class="row-operator">{conversation.operator.name}</span>
          ) : null}
          <span class="row-room" />
          {unread > 0 ? <span class="count count-strong">{t('inbox.unread', { n: unread })}</span> : null}
          <time class="row-age">{age(lastMessage?.at ?? conversation.createdAt)}</time>
        </span>
        <span class="row-question" lang={conversation.locale}>
          {conversation.question}
        </span>
        <span class="row-more">
          {lastMessage && !conversation.question.startsWith(lastMessage.text.replace(/…$/, '')) ? (
            <span class="row-last">
              {by}
              {lastMessage.text}
            </span>
          ) : null}
          <span class="row-marks">
            <Due due={conversation.due} />
            <PriorityMark conversation={conversation} />
            {conversation.state === 'queued' && conversation.position ? (
              <span class="chip">№ {conversation.position}</span>
            ) : null}
            {conversation.offeredTo && conversation.offeredTo.id !== me.value?.id ? (
              <span class="chip">
                {t('inbox.offered', {
                  name: operators.value.find((each) => each.id === conversation.offeredTo?.id)?.name ?? '',
                })}
              </span>
            ) : null}
            {conversation.product ? <span class="chip">{conversation.product.name}</span> : null}
            {conversation.promotedTo ? <span class="chip chip-good">{t('inbox.promoted')}</span> : null}
          </span>
        </span>
      </a>
    </li>
  )
}

/** Whether the visitor is connected; without a line of our own nobody can say. */
export function Here({ visitor }: { visitor: ConversationSummary['visitor'] }) {
  const here = visitor.online && connection.value === 'live'
  return (
    <span
      class={`dot ${here ? 'dot-on' : ''}`}
      title={connection.value === 'live' ? t(here ? 'inbox.online' : 'inbox.offline') : t('connection.lost')}
    />
  )
}

export function Due({ due }: { due: ConversationSummary['due'] }) {
  if (!due) return null
  const minutes = minutesUntil(due.at)
  const level = minutes < 0 ? 'missed' : due.level === 'missed' ? 'soon' : due.level
  if (level === 'fine' && minutes > 30) return null
  return (
    <span class={`due due-${level}`}>
      <Icon name="clock" />
      {level === 'missed' ? t('inbox.late', { n: Math.abs(minutes) }) : t('inbox.dueIn', { n: minutes })}
    </span>
  )
}
