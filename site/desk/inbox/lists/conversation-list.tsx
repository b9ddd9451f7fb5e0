import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { go } from '../../routing.ts'
import { connection } from '../../live.ts'
import { useActions } from '../../shell/keys.ts'
import { type TextKey, t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../../ui/parts.tsx'
import {
  byMail,
  heldBack,
  inboxKnown,
  keyOf,
  lists,
  loadView,
  presence,
  pages,
  shownIn,
  VIEWS,
  type View,
} from './conversations.ts'
import { summaries } from '../heard.ts'
import { Row } from './conversation-row.tsx'
import { OfferCards } from '../offers.tsx'
import { LabelFilter } from '../../labels/label-filter.tsx'
import { labelFilter } from '../../labels/labels.ts'
import { PresenceSwitch, setAvailable } from '../presence-switch.tsx'

const SEARCH_PAUSE_MS = 250

const isRead = (view: View): boolean => view === 'waiting' || view === 'solved' || view === 'held'

export function ConversationList({ view, openId }: { view: View; openId: string | null }) {
  const q = useSignal('')
  const asked = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const label = labelFilter.value
  const key = keyOf(asked.value ? 'all' : view, asked.value, label)
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
    if (asked.value) void loadView('all', 1, asked.value, label)
    else if (isRead(view)) void loadView(view, 1, '', label)
  }, [view, asked.value, label, live])
  useActions(() => [
    {
      id: 'search-inbox',
      label: 'keys.search',
      place: 'keys.inbox',
      keys: [{ code: 'KeyF', alt: true }],
      run: () => field.current?.focus(),
    },
  ])

  // What nobody needs now is not in the way.
  const isShown = (each: View) =>
    each === view || (each === 'held' ? heldBack.value > 0 : each === 'snoozed' ? lists.value.snoozed.length > 0 : true)
  const shown = asked.value ? (page?.ids ?? []).flatMap((id) => summaries.value.get(id) ?? []) : shownIn(view)
  const waits = asked.value || isRead(view) ? !page || (page.loaded === 0 && !page.problem) : !inboxKnown.value
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
        <LabelFilter />
        <nav class="tabs" aria-label={t('inbox.views')}>
          {VIEWS.filter(isShown).map((each) => (
            <a
              key={each}
              href={`/desk/inbox/${each}`}
              aria-current={each === view && !asked.value ? 'page' : undefined}
            >
              {each === 'held' || each === 'snoozed' ? (
                <>
                  <Icon name={each === 'held' ? 'alert' : 'clock'} />
                  <span class="unseen">{t(`inbox.${each}`)}</span>
                </>
              ) : (
                t(`inbox.${each}`)
              )}
              <Count of={each} />
            </a>
          ))}
        </nav>
      </header>
      <OfferCards />
      <div class="list-rows">
        {page?.problem ? <Banner tone="bad">{page.problem}</Banner> : null}
        {waits ? (
          <Skeleton tall />
        ) : page?.problem ? null : shown.length === 0 ? (
          label && !asked.value ? (
            <NothingLabelled />
          ) : (
            <NothingHere view={view} searched={asked.value} />
          )
        ) : (
          <ul>
            {shown.map((each) => (
              <Row
                key={each.id}
                conversation={each}
                view={view}
                open={each.id === openId}
                match={asked.value ? page?.matches.get(each.id) : undefined}
              />
            ))}
          </ul>
        )}
        {page && !waits ? (
          <More
            shown={page.ids.length}
            total={page.total}
            busy={page.busy}
            onMore={() => void loadView(asked.value ? 'all' : view, page.loaded + 1, asked.value, label)}
          />
        ) : null}
      </div>
    </section>
  )
}

function NothingLabelled() {
  return (
    <Empty icon="tag" title={t('labels.nothing')}>
      <button type="button" class="button" onClick={() => (labelFilter.value = '')}>
        {t('labels.showAll')}
      </button>
    </Empty>
  )
}

function Count({ of }: { of: View }) {
  const list = lists.value[of]
  const n = {
    queue: list.length,
    mine: list.filter((each) => each.unread > 0).length,
    waiting: byMail.value,
    solved: 0,
    held: heldBack.value,
    snoozed: list.length,
  }[of]
  return n > 0 ? <span class="count">{n}</span> : null
}

function NothingHere({ view, searched }: { view: View; searched: string }) {
  if (searched) return <Empty icon="search" title={t('inbox.nothingFound', { q: searched })} />
  const away = presence.value !== null && !presence.value.available
  const icon = {
    queue: 'checkCircle',
    mine: 'inbox',
    waiting: 'mail',
    solved: 'archive',
    held: 'checkCircle',
    snoozed: 'clock',
  } as const
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
