import { useSignal } from '@preact/signals'
import type { QualityReport } from '#protocol'
import { withQuery } from '../../api.ts'
import { get, post } from '../../http.ts'
import { go, query } from '../../routing.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Empty, Skeleton } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { calendarDay } from '../calendar-day.ts'
import { CardForm } from './card-form.tsx'
import { mondays } from './criteria.ts'
import { JudgeForm } from './judge-form.tsx'

/** A sample of conversations a week, judged by the site's own card. */
export function QualityPart() {
  const weeks = mondays(Date.now())
  const week = weeks.find((each) => each === query.value.get('week')) ?? weeks[0] ?? ''
  const report = useLoad((stop) => get('/desk/quality', { query: { week }, signal: stop }), [week])
  const drawing = useAction(() => post('/desk/quality/draw', { body: { week } }))
  const settingUp = useSignal(false)
  async function draw(): Promise<void> {
    const drawn = await drawing.run()
    if (!drawn) return
    say(drawn.value.drawn === 0 ? t('quality.drawnNone') : t('quality.drawn', { n: drawn.value.drawn }))
    report.again()
  }
  const problem = drawing.problem ?? report.problem
  return (
    <section class="part">
      <div class="filters">
        <select
          class="input input-small"
          aria-label={t('quality.week')}
          value={week}
          onChange={({ currentTarget }) =>
            go(withQuery('/desk/team/quality', { week: currentTarget.value }), { replace: true })
          }
        >
          {weeks.map((each) => (
            <option key={each} value={each}>
              {t('quality.weekOf', { day: calendarDay(each) })}
            </option>
          ))}
        </select>
        <button type="button" class="button button-small" disabled={drawing.busy} onClick={() => void draw()}>
          <Icon name="rotate" /> {t('quality.draw')}
        </button>
        <button
          type="button"
          class="button button-small button-quiet"
          aria-expanded={settingUp.value}
          onClick={() => (settingUp.value = !settingUp.value)}
        >
          <Icon name="settings" /> {t('quality.card')}
        </button>
      </div>
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
      {report.value ? (
        <>
          {settingUp.value ? (
            <CardForm
              card={report.value.card}
              onSaved={() => {
                settingUp.value = false
                report.again()
              }}
            />
          ) : null}
          <Sample report={report.value} onJudged={report.again} />
          {report.value.weeks.length > 0 ? <Drift weeks={report.value.weeks} /> : null}
        </>
      ) : report.problem ? null : (
        <Skeleton rows={6} tall />
      )}
    </section>
  )
}

function Sample({ report, onJudged }: { report: QualityReport; onJudged: () => void }) {
  const { items, card } = report
  return (
    <section class="card">
      <h2>{t('quality.title')}</h2>
      {items.length === 0 ? (
        <Empty icon="listChecks" title={t('quality.empty')}>
          <p>{t('quality.emptyMore', { n: card.perWeek })}</p>
        </Empty>
      ) : (
        [...Map.groupBy(items, (one) => one.operatorId)].map(([id, of]) => (
          <section key={id} class="quality-of">
            <h3>{of[0]?.operator ?? t('team.none')}</h3>
            {of.map((each) => (
              <JudgeForm key={each.id} review={each} card={card} onJudged={onJudged} />
            ))}
          </section>
        ))
      )}
    </section>
  )
}

/** How each operator did, week by week. */
function Drift({ weeks }: { weeks: QualityReport['weeks'] }) {
  const people = new Map(weeks.flatMap(({ rows }) => rows.map((one) => [one.operatorId, one.operator] as const)))
  return (
    <section class="card">
      <h2>{t('quality.driftTitle')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by keyboard too */}
      <section class="table-wrap" tabIndex={0} aria-label={t('quality.driftTitle')}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('team.by.operator')}</th>
              {weeks.map(({ week }) => (
                <th scope="col" key={week}>
                  {calendarDay(week)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...people].map(([id, name]) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {weeks.map(({ week, rows }) => {
                  const one = rows.find(({ operatorId }) => operatorId === id)
                  return (
                    <td key={week}>
                      {one?.score == null ? t('team.none') : t('quality.score', { n: one.score })}
                      {one ? <span class="soft team-more">{t('quality.judged', { n: one.count })}</span> : null}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="soft">{t('quality.driftNote')}</p>
    </section>
  )
}
