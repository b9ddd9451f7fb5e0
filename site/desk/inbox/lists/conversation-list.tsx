import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { go } from '../../routing.ts'
import { connection } from '../../live.ts'
import { keyFor, useActions } from '../../shell/keys.ts'
import { type TextKey, t } from '../../texts.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
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
import { ListRows } from './list-rows.tsx'
import { OfferCards } from '../offers.tsx'
import { asksServer, filterKey, filterOpen, narrowed, setFilter } from '../../filters/filters.ts'
import { SavedViews } from '../../filters/saved-views.tsx'
import { labels } from '../../labels/labels.ts'
import { leads, session } from '../../session/session.ts'
import { marks } from '../../together/marked.ts'
import { useLater } from '../../ui/later.tsx'
import { WrapUp } from '../../wrap-up/wrap-up.tsx'
import { PresenceSwitch, setAvailable } from '../presence-switch.tsx'

const SEARCH_PAUSE_MS = 250
/** What not everybody has is a picture: four names fill the column. */
const ICONS: Partial<Record<View, IconName>> = { held: 'alert', snoozed: 'clock', open: 'users' }

/** Leads see what their colleagues hold; who is alone has nobody’s to see. */
const seesAll = () => leads.value && session.value.state === 'in' && session.value.people > 1

const isRead = (view: View): boolean =>
  view === 'waiting' || view === 'solved' || view === 'held' || view === 'open' || asksServer.value

export function ConversationList({ view, openId }: { view: View; openId: string | null }) {
  const q = useSignal('')
  const asked = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const key = keyOf(asked.value ? 'all' : view, asked.value, filterKey.value)
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
    else if (isRead(view)) void loadView(view, 1, '')
  }, [view, asked.value, filterKey.value, live])
  useActions(() => [
    {
      id: 'search-inbox',
      label: 'keys.search',
      place: 'keys.inbox',
      keys: [{ code: 'KeyF', alt: true }],
      run: () => field.current?.focus(),
    },
    {
      id: 'filter',
      label: 'filter.open',
      place: 'keys.inbox',
      keys: [{ code: 'KeyG', alt: true }],
      run: () => (filterOpen.value = !filterOpen.peek()),
    },
    {
      id: 'mark-several',
      label: 'together.begin',
      place: 'keys.inbox',
      keys: [{ code: 'KeyB', alt: true }],
      run: () => (marks.value = true),
    },
  ])
  const Panel = useLater(filterOpen.value, () => import('../../filters/filter-panel.tsx').then((it) => it.FilterPanel))
  const Together = useLater(marks.value, () => import('../../together/together-bar.tsx').then((it) => it.TogetherBar))

  // What nobody needs now is not in the way.
  const isShown = (each: View) =>
    each === view ||
    (each === 'held'
      ? heldBack.value > 0
      : each === 'snoozed'
        ? lists.snoozed.value.length > 0
        : each !== 'open' || seesAll())
  const shown = asked.value ? (page?.ids ?? []).flatMap((id) => summaries.value.get(id) ?? []) : shownIn(view)
  const waits = asked.value || isRead(view) ? !page || (page.loaded === 0 && !page.problem) : !inboxKnown.value
  const hasMore = page !== undefined && !page.problem && page.ids.length < page.total
  const more = () => loadView(asked.value ? 'all' : view, (page?.loaded ?? 0) + 1, asked.value)
  return (
    <section class="list" aria-label={t('nav.inbox')}>
      <header class="list-head">
        <PresenceSwitch />
        <WrapUp />
        <div class="list-search">
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
          {/* Who works alone and has no labels looks for words. */}
          {labels.value.length > 0 || seesAll() || narrowed.value > 0 ? (
            <button
              type="button"
              class={`button-icon filter-button ${narrowed.value > 0 ? 'filter-on' : ''}`}
              aria-label={narrowed.value > 0 ? t('filter.on', { n: narrowed.value }) : t('filter.title')}
              title={[t('filter.open'), keyFor('filter')].filter(Boolean).join(' · ')}
              aria-expanded={filterOpen.value}
              onClick={() => (filterOpen.value = !filterOpen.value)}
            >
              <Icon name="settings" />
              {narrowed.value > 0 ? <span class="count">{narrowed.value}</span> : null}
            </button>
          ) : null}
        </div>
        {Panel ? <Panel view={view} /> : null}
        <nav class="tabs" aria-label={t('inbox.views')}>
          {VIEWS.filter(isShown).map((each) => (
            <a
              key={each}
              href={`/desk/inbox/${each}`}
              aria-current={each === view && !asked.value ? 'page' : undefined}
            >
              {each in ICONS ? (
                <>
                  <Icon name={ICONS[each] ?? 'inbox'} />
                  <span class="unseen">{t(`inbox.${each}`)}</span>
                </>
              ) : (
                t(`inbox.${each}`)
              )}
              <Count of={each} />
            </a>
          ))}
        </nav>
        <SavedViews />
        {Together ? <Together shown={shown.map(({ id }) => id)} /> : null}
      </header>
      <OfferCards />
      <div class="list-rows" ref={box}>
        {page?.problem ? <Banner tone="bad">{page.problem}</Banner> : null}
        {waits ? (
          <Skeleton tall />
        ) : page?.problem ? null : shown.length === 0 ? (
          narrowed.value > 0 && !asked.value ? (
            <NothingFits />
          ) : (
            <NothingHere view={view} searched={asked.value} />
          )
        ) : (
          <ListRows
            box={box}
            shown={shown}
            view={view}
            openId={openId}
            byPerson={view === 'open' && !asked.value}
            matches={asked.value ? page?.matches : undefined}
            atEnd={hasMore && !page?.busy ? more : undefined}
          />
        )}
        {page && !waits ? (
          <More shown={page.ids.length} total={page.total} busy={page.busy} onMore={() => void more()} />
        ) : null}
      </div>
    </section>
  )
}

function NothingFits() {
  return (
    <Empty icon="settings" title={t('filter.nothing')}>
      <button type="button" class="button" onClick={() => setFilter({})}>
        {t('filter.showAll')}
      </button>
    </Empty>
  )
}

function Count({ of }: { of: View }) {
  const list = lists[of].value
  const n = {
    queue: list.length,
    mine: list.filter((each) => each.unread > 0).length,
    waiting: byMail.value,
    solved: 0,
    held: heldBack.value,
    snoozed: list.length,
    open: 0,
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
    open: 'users',
  } as const
  return (
    <Empty icon={icon[view]} title={t(`inbox.empty.${view}` as TextKey)}>
      <p>{t(view === 'mine' && away ? 'inbox.emptyMore.away' : (`inbox.emptyMore.${view}` as TextKey))}</p>
      {view === 'mine' && away ? (
        <button type="button" class="button button-main" onClick={() => void setAvailable(true)}>
          {t('inbox.beginNow')}
        </button>
      ) : null}
      {view === 'mine' && lists.queue.value.length > 0 ? (
        <button type="button" class="button" onClick={() => go('/desk/inbox/queue')}>
          {t('inbox.toQueue', { n: lists.queue.value.length })}
        </button>
      ) : null}
    </Empty>
  )
}
