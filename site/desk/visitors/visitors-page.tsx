import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { now } from '../dates.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { AttributeFilter } from '../visitor-facts/attribute-filter.tsx'
import { useVirtualRows } from '../ui/lists/virtual-rows.ts'
import { leads, site } from '../session/session.ts'
import { chosen, countriesOf, type Invitation, ORDERS, type Visit, type Wanted, watchHere } from './here.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { VisitDetails } from './visit-details.tsx'
import { cameFrom, howLong, invitationWords, pathOf, countryName, placeName } from './visit-words.ts'

const DEVICES = ['phone', 'tablet', 'computer'] as const
const ROW_PX = 68

/** Who is on the shop's pages now. */
export function VisitorsPage() {
  const here = useMemo(watchHere, [])
  useEffect(() => {
    here.start()
    return here.stop
  }, [])
  const wanted = useSignal<Wanted>({
    text: '',
    device: '',
    visit: '',
    country: '',
    attribute: { name: '', asked: '' },
    order: 'page',
  })
  const opened = useSignal<string | null>(null)
  const inviting = useSignal<Visit | null>(null)
  const invite = site.value?.invite.on ? (visit: Visit) => (inviting.value = visit) : null
  const all = here.visits.value
  const fit = useMemo(() => chosen(all?.values() ?? [], wanted.value), [all, wanted.value])
  const set = (part: Partial<Wanted>) => (wanted.value = { ...wanted.value, ...part })
  return (
    <div class="page visitors">
      <header class="page-head">
        <h1>{t('visitors.title')}</h1>
        {all ? <p class="soft">{t('visitors.now', { n: here.total.value })}</p> : null}
        {leads.value ? <a href="/desk/scenarios">{t('nav.scenarios')}</a> : null}
      </header>
      {here.problem.value ? <Banner tone="bad">{here.problem.value}</Banner> : null}
      <div class="filters">
        <label class="search-box">
          <Icon name="search" />
          <input
            type="search"
            value={wanted.value.text}
            placeholder={t('visitors.search')}
            aria-label={t('visitors.search')}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        </label>
        <select
          class="input input-small"
          aria-label={t('visitors.device')}
          value={wanted.value.device}
          onChange={(event) => set({ device: event.currentTarget.value as Wanted['device'] })}
        >
          <option value="">{t('visitors.anyDevice')}</option>
          {DEVICES.map((device) => (
            <option key={device} value={device}>
              {t(`visitors.device.${device}`)}
            </option>
          ))}
        </select>
        <select
          class="input input-small"
          aria-label={t('visitors.returning')}
          value={wanted.value.visit}
          onChange={(event) => set({ visit: event.currentTarget.value as Wanted['visit'] })}
        >
          <option value="">{t('visitors.anyVisit')}</option>
          <option value="first">{t('visitors.first')}</option>
          <option value="again">{t('visitors.again')}</option>
        </select>
        <select
          class="input input-small"
          aria-label={t('visitors.country')}
          value={wanted.value.country}
          onChange={(event) => set({ country: event.currentTarget.value })}
        >
          <option value="">{t('visitors.anyCountry')}</option>
          {countriesOf(all?.values() ?? [], wanted.value.country).map((country) => (
            <option key={country} value={country}>
              {countryName(country)}
            </option>
          ))}
        </select>
        <AttributeFilter value={wanted.value.attribute} onChange={(attribute) => set({ attribute })} />
        <select
          class="input input-small"
          aria-label={t('visitors.sort')}
          value={wanted.value.order}
          onChange={(event) => set({ order: event.currentTarget.value as Wanted['order'] })}
        >
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {t(`visitors.sort.${order}`)}
            </option>
          ))}
        </select>
      </div>
      {all === null ? (
        here.problem.value ? null : (
          <Skeleton rows={8} />
        )
      ) : all.size === 0 ? (
        <Empty icon="users" title={t('visitors.none')}>
          <p>{t('visitors.noneMore')}</p>
        </Empty>
      ) : fit.length === 0 ? (
        <p class="soft">{t('visitors.noneFit')}</p>
      ) : (
        <Visits
          visits={fit}
          invitations={here.invitations.value}
          onOpen={(id) => (opened.value = id)}
          onInvite={invite}
        />
      )}
      {all && all.size < here.total.value ? <p class="soft">{t('visitors.tooMany', { n: all.size })}</p> : null}
      {opened.value ? (
        <VisitDetails
          id={opened.value}
          invitation={here.invitations.value.get(opened.value)}
          onInvite={invite}
          onChange={here.ask}
          onClose={() => (opened.value = null)}
        />
      ) : null}
      {inviting.value ? (
        <InviteDialog
          visit={inviting.value}
          onClose={() => (inviting.value = null)}
          onInvited={() => {
            inviting.value = null
            void here.ask()
          }}
        />
      ) : null}
    </div>
  )
}

/** Arrow keys go through it, Enter opens, I invites; only what can be seen is drawn. */
function Visits(props: {
  visits: readonly Visit[]
  invitations: ReadonlyMap<string, Invitation>
  onOpen: (id: string) => void
  /** null: the owner has not switched it on. */
  onInvite: ((visit: Visit) => void) | null
}) {
  const { visits, onOpen, onInvite } = props
  const box = useRef<HTMLDivElement>(null)
  const active = useSignal<string | null>(null)
  const rows = useVirtualRows(box, visits.length, ROW_PX)
  const at = visits.findIndex(({ id }) => id === active.value)
  const move = (to: number) => {
    const next = visits[Math.max(0, Math.min(visits.length - 1, to))]
    if (!next) return
    active.value = next.id
    rows.bring(visits.indexOf(next))
  }
  // It is drawn only once it has been brought to where it can be seen.
  useEffect(() => {
    const inList = box.current?.contains(document.activeElement) || document.activeElement === document.body
    if (active.value && inList) document.getElementById(`visit-${active.value}`)?.focus({ preventScroll: true })
  }, [active.value, rows.shown[0]?.index, rows.shown.length])
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(at + 1),
    ArrowUp: () => move(at - 1),
    Home: () => move(0),
    End: () => move(visits.length - 1),
    ...(onInvite
      ? {
          KeyI: () => {
            const visit = visits[Math.max(0, at)]
            if (visit) onInvite(visit)
          },
        }
      : {}),
  }
  return (
    <div ref={box} class="visits">
      <ol
        class="visits-all"
        aria-label={t('visitors.title')}
        aria-description={t(onInvite ? 'visitors.hintInvite' : 'visitors.hint')}
        style={`height:${rows.total}px`}
        onKeyDown={(event) => {
          const act = keys[event.key] ?? keys[event.code]
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          act()
        }}
      >
        {rows.shown.map(({ index, start }) => {
          const visit = visits[index]
          return visit ? (
            <li
              key={visit.id}
              aria-setsize={visits.length}
              aria-posinset={index + 1}
              style={`transform:translateY(${start}px)`}
            >
              <Row
                visit={visit}
                invitation={props.invitations.get(visit.id)}
                reached={visit.id === active.value || (at < 0 && index === 0)}
                onReach={() => (active.value = visit.id)}
                onOpen={() => onOpen(visit.id)}
              />
            </li>
          ) : null
        })}
      </ol>
    </div>
  )
}

function Row(props: {
  visit: Visit
  invitation: Invitation | undefined
  reached: boolean
  onReach: () => void
  onOpen: () => void
}) {
  const { visit } = props
  // Times go on while nothing else changes.
  void now.value
  return (
    <button
      type="button"
      id={`visit-${visit.id}`}
      class="visit"
      tabIndex={props.reached ? 0 : -1}
      onFocus={props.onReach}
      onClick={props.onOpen}
    >
      <span class="visit-page">
        <strong>{visit.title || pathOf(visit.url)}</strong>
        <span class="soft">{pathOf(visit.url)}</span>
      </span>
      <span class="visit-times">
        <span>{t('visitors.onPage', { time: howLong(visit.pageSince) })}</span>
        <span class="soft">
          {t('visitors.onSite', { time: howLong(visit.startedAt) })} · {t('visitors.pages', { n: visit.pages })}
        </span>
      </span>
      <span class="visit-who">
        <span>
          {visit.number === 1 ? t('visitors.first') : t('visitors.nth', { n: visit.number })} ·{' '}
          {t(`visitors.device.${visit.device}`)}
          {visit.wrote ? (
            <>
              {' '}
              <Icon name="inbox" label={t('visitors.wrote')} />
            </>
          ) : null}
        </span>
        {props.invitation ? (
          <span class="visit-invited">{invitationWords(props.invitation)}</span>
        ) : (
          <span class="soft">{[placeName(visit), cameFrom(visit)].filter(Boolean).join(' · ')}</span>
        )}
      </span>
    </button>
  )
}
