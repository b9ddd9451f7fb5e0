import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ConversationSummary, NowFigures, NowOperator } from '#protocol'
import { now, since } from '../dates.ts'
import { duration } from '../figures.ts'
import { get } from '../http.ts'
import { colleague } from '../inbox/lists/colleague.ts'
import { Due } from '../inbox/lists/conversation-marks.tsx'
import { addressOf } from '../inbox/lists/conversations.ts'
import { putSummaries } from '../inbox/heard.ts'
import { isTextKey, t } from '../texts.ts'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Answering } from './answering.tsx'
import { SteerDialog } from './steering/steer-dialog.tsx'

const AGAIN_MS = 5_000

/** What a lead looks at between two other things: who waits, who is late, who is here. Nothing moves unless it is true. */
export function NowPage() {
  const figures = useLoad((stop) => get('/desk/now', { signal: stop }), [])
  const shown = figures.value
  useEffect(() => {
    if (shown) putSummaries(shown.due)
  }, [shown])
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') figures.again()
    }
    const timer = setInterval(again, AGAIN_MS)
    document.addEventListener('visibilitychange', again)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
    }
  }, [])
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.now')}</h1>
        {shown && !shown.open ? <span class="chip">{t('now.closed')}</span> : null}
        <a class="button button-quiet" href="/desk/team">
          {t('team.open')}
        </a>
      </header>
      {figures.problem ? <Banner tone="bad">{figures.problem}</Banner> : null}
      {shown ? (
        <>
          <Heads shown={shown} />
          <Late due={shown.due} all={shown.late + shown.soon} />
          <Here operators={shown.operators} onSteered={figures.again} />
          {shown.groups.length > 0 ? <Groups groups={shown.groups} /> : null}
        </>
      ) : figures.problem ? null : (
        <Skeleton rows={6} tall />
      )}
      {/* Below what is still loading it would be moved by it. */}
      {shown || figures.problem ? <Answering /> : null}
    </div>
  )
}

/** Four numbers, each of which leads to what it counts. */
function Heads({ shown }: { shown: NowFigures }) {
  const here = shown.operators.filter((each) => each.connected && each.available)
  const free = here.reduce((sum, each) => sum + Math.max(0, each.capacity - each.active), 0)
  const { late, soon } = shown
  const open = shown.waiting + shown.byMail + shown.operators.reduce((sum, each) => sum + each.active, 0)
  const head = (value: string | number, label: string, more: string, to: string, tone = '') => (
    <a class={`figure ${tone}`} href={to}>
      <strong>{value}</strong> <span>{label}</span>
      <span class="soft">{more}</span>
    </a>
  )
  return (
    <div class="figures">
      {head(
        shown.waiting,
        t('now.waiting', { n: shown.waiting }),
        shown.waitingSince
          ? t('now.longest', { time: duration(now.value - Date.parse(shown.waitingSince)) })
          : t('now.nobodyWaits'),
        '/desk/inbox/queue',
      )}
      {head(
        late,
        t('now.late', { n: late }),
        soon > 0 ? t('now.soon', { n: soon }) : t(late > 0 && late >= open ? 'now.allLate' : 'now.noneSoon'),
        '#now-late',
        late > 0 ? 'figure-bad' : '',
      )}
      {head(
        here.length,
        t('now.here', { n: here.length }),
        t('now.free', { n: free }),
        '#now-here',
        here.length === 0 && shown.open ? 'figure-bad' : '',
      )}
      {head(shown.byMail, t('now.byMail', { n: shown.byMail }), t('now.byMailMore'), '/desk/inbox/waiting')}
    </div>
  )
}

function Late({ due, all }: { due: readonly ConversationSummary[]; all: number }) {
  return (
    <section class="card" id="now-late" tabIndex={-1}>
      <h2>{t('now.lateTitle')}</h2>
      {due.length === 0 ? (
        <p class="soft">{t('now.nobodyLate')}</p>
      ) : (
        <ul class="late">
          {due.map((each) => (
            <li key={each.id}>
              <a href={addressOf(each)} lang={each.locale}>
                {each.question}
              </a>
              <span class="soft">
                {each.operator ? colleague(each.operator) : t(each.state === 'queued' ? 'now.inQueue' : 'now.taken')}
              </span>
              <Due due={each.due} />
            </li>
          ))}
        </ul>
      )}
      {all > due.length ? <p class="soft">{t('now.lateMore', { n: all - due.length })}</p> : null}
    </section>
  )
}

/** Why somebody takes nothing: each reason is answered differently. */
function stateOf(each: NowOperator): string {
  if (!each.connected) return each.lastSeenAt ? t('now.gone', { at: since(each.lastSeenAt) }) : t('people.never')
  if (each.available) return t(each.active >= each.capacity ? 'now.full' : 'now.takes')
  const because = `now.because.${each.setAwayBecause}`
  return isTextKey(because) ? t(because) : t('now.away')
}

const order = (each: NowOperator) => (each.connected ? (each.available ? 0 : 1) : 2)

function Here({ operators, onSteered }: { operators: readonly NowOperator[]; onSteered: () => void }) {
  const steered = useSignal<NowOperator | null>(null)
  const sorted = operators.toSorted((one, other) => order(one) - order(other) || one.name.localeCompare(other.name))
  return (
    <section class="card" id="now-here" tabIndex={-1}>
      <h2>{t('now.hereTitle')}</h2>
      {sorted.length === 0 ? (
        <Empty icon="users" title={t('now.nobody')}>
          <a class="button" href="/desk/people">
            {t('people.invite')}
          </a>
        </Empty>
      ) : (
        <ul class="here">
          {sorted.map((each) => (
            <li key={each.id}>
              <span class={`dot ${each.connected && each.available ? 'dot-on' : ''}`} aria-hidden="true" />
              <strong>{each.name}</strong>
              <span class={each.setAwayBecause ? '' : 'soft'}>{stateOf(each)}</span>
              <span class="here-load">
                <span class="places" aria-hidden="true">
                  {Array.from({ length: Math.min(each.capacity, 12) }, (_, at) => (
                    <span key={at} class={at < each.active ? 'place-taken' : ''} />
                  ))}
                </span>
                {t('transfer.load', { n: each.active, capacity: each.capacity })}
              </span>
              <button
                type="button"
                class="button button-small button-quiet"
                aria-label={t('steer.of', { name: each.name })}
                onClick={() => (steered.value = each)}
              >
                {t('steer.steer')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {steered.value ? (
        <SteerDialog
          operator={steered.value}
          onClose={() => (steered.value = null)}
          onDone={() => {
            steered.value = null
            onSteered()
          }}
        />
      ) : null}
    </section>
  )
}

function Groups({ groups }: { groups: NowFigures['groups'] }) {
  return (
    <section class="card">
      <h2>{t('now.groupsTitle')}</h2>
      <div class="table-wrap">
        <table class="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{t('now.group')}</th>
              <th scope="col">{t('now.groupActive')}</th>
              <th scope="col">{t('now.groupWaiting')}</th>
              <th scope="col">{t('now.groupHere')}</th>
              <th scope="col">{t('now.groupFree')}</th>
              <th scope="col">{t('now.groupExpected')}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((each) => (
              <tr key={each.name}>
                <th scope="row">{each.name}</th>
                <td data-label={t('now.groupActive')}>{each.active}</td>
                <td data-label={t('now.groupWaiting')}>
                  {each.waiting}
                  {each.waitingSince ? (
                    <span class="soft">
                      {' '}
                      {t('now.groupLongest', { time: duration(now.value - Date.parse(each.waitingSince)) })}
                    </span>
                  ) : null}
                </td>
                <td data-label={t('now.groupHere')}>{each.available}</td>
                <td data-label={t('now.groupFree')}>{each.free}</td>
                <td data-label={t('now.groupExpected')}>
                  {each.expectedWaitMs === null ? (
                    <span class="soft">{t(each.available === 0 ? 'now.groupNobody' : 'now.groupUnknown')}</span>
                  ) : each.expectedWaitMs === 0 ? (
                    t('now.groupAtOnce')
                  ) : (
                    duration(each.expectedWaitMs)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
