import { WORK_BY, type WorkBy, type WorkFigures, type WorkReport } from '#protocol'
import { withQuery } from '../api.ts'
import { get } from '../http.ts'
import { labelsHere } from '../labels/labels.ts'
import { go, query, segments } from '../routing.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Empty, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { asCsv } from './as-csv.ts'
import { saveAs } from './csv.ts'
import { type Column, COLUMNS } from './columns.ts'
import { FactsPart } from './facts-part.tsx'
import { JournalPart } from './journal/journal-part.tsx'
import { OffTopicPart } from './off-topic/off-topic-part.tsx'
import { QualityPart } from './quality/quality-part.tsx'
import { calendarDay } from './calendar-day.ts'

const DAYS = ['7', '28', '90', '365'] as const
const among = <T extends string>(all: readonly T[], value: string | null, usual: T): T =>
  all.find((each) => each === value) ?? usual

const TABS = {
  figures: '/desk/team',
  journal: '/desk/team/journal',
  quality: '/desk/team/quality',
  'off-topic': '/desk/team/off-topic',
} as const
type Tab = keyof typeof TABS

/** `/desk/team/<part>`: what people did, beside the period before, everything that happened, and how well it was done. What is asked for stands in the address. */
export function TeamPage() {
  const part = segments.value[1]
  const tab = (Object.keys(TABS) as Tab[]).find((each) => each === part) ?? 'figures'
  return (
    <div class="page page-wide">
      <header class="page-head">
        <h1>{t('nav.team')}</h1>
      </header>
      <nav class="tabs" aria-label={t('nav.team')}>
        {(Object.keys(TABS) as Tab[]).map((each) => (
          <a key={each} href={TABS[each]} aria-current={each === tab ? 'page' : undefined}>
            {t(`team.tab.${each}`)}
          </a>
        ))}
      </nav>
      <Part tab={tab} isFacts={part === 'facts'} />
    </div>
  )
}

function Part({ tab, isFacts }: { tab: Tab; isFacts: boolean }) {
  if (tab === 'journal') return <JournalPart />
  if (tab === 'quality') return <QualityPart />
  if (tab === 'off-topic') return <OffTopicPart />
  return isFacts ? <FactsPart /> : <Figures />
}

function Figures() {
  const days = among(DAYS, query.value.get('days'), '28')
  const by = among(WORK_BY, query.value.get('by'), 'operator')
  const report = useLoad((stop) => get('/desk/work', { query: { days, by }, signal: stop }), [days, by])
  const set = (part: object) => go(withQuery('/desk/team', { days, by, ...part }), { replace: true })
  // Nothing is shown of what a shop does not use.
  const offered = WORK_BY.filter((each) =>
    each === 'label'
      ? by === each || labelsHere.value.length > 0
      : each !== 'group' || by === each || report.value?.hasGroups === true,
  )
  return (
    <section class="part">
      <div class="part-head team-head">
        <Choice
          label={t('team.by')}
          value={by}
          options={offered.map((value) => ({ value, text: t(`team.by.${value}`) }))}
          onChoose={(chosen) => set({ by: chosen })}
        />
        <Choice
          label={t('growth.period')}
          value={days}
          options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
          onChoose={(chosen) => set({ days: chosen })}
        />
      </div>
      {report.problem ? <Banner tone="bad">{report.problem}</Banner> : null}
      {report.value ? (
        <Report report={report.value} by={by} days={days} />
      ) : report.problem ? null : (
        <Skeleton rows={6} tall />
      )}
    </section>
  )
}

function Report({ report, by, days }: { report: WorkReport; by: WorkBy; days: string }) {
  const { from, until, before } = report
  const shown = by === 'label' ? COLUMNS.filter(({ label }) => label !== 'team.available') : COLUMNS
  return (
    <section class="card">
      <div class="part-head">
        <h2>{t(`team.title.${by}`)}</h2>
        {report.rows.length > 0 ? (
          <button type="button" class="button button-small button-quiet" onClick={() => save(report, by)}>
            <Icon name="download" /> {t('team.csv')}
          </button>
        ) : null}
      </div>
      <p class="soft">
        {t('team.period', {
          from: calendarDay(from),
          until: calendarDay(until),
          beforeFrom: calendarDay(before.from),
          beforeUntil: calendarDay(before.until),
        })}
      </p>
      {report.rows.length === 0 ? (
        <Empty icon="activity" title={t('team.empty')}>
          <p>{t('team.emptyMore')}</p>
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by keyboard too
        <section class="table-wrap" tabIndex={0} aria-label={t(`team.title.${by}`)}>
          <table class="table table-stacks team">
            <thead>
              <tr>
                <th scope="col">{t(`team.by.${by}`)}</th>
                {shown.map(({ label }) => (
                  <th scope="col" key={label}>
                    {t(label)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.rows.map((row) => (
                <Row
                  key={row.key}
                  name={by === 'day' ? calendarDay(row.key) : row.name}
                  row={row}
                  columns={shown}
                  to={(figure) =>
                    withQuery('/desk/team/facts', {
                      ...{ figure, by, days, key: by === 'day' ? '' : row.key },
                      ...(by === 'day' ? { from: row.key, until: row.key } : { from, until }),
                    })
                  }
                />
              ))}
              <Row
                name={t('team.all')}
                row={report.total}
                columns={shown}
                to={(figure) => withQuery('/desk/team/facts', { figure, by, days, from, until })}
              />
            </tbody>
          </table>
        </section>
      )}
      <p class="soft">
        {t('team.note')} {by === 'group' ? t('team.noteGroup') : by === 'label' ? t('team.noteLabel') : ''}
      </p>
    </section>
  )
}

function Row(props: {
  name: string
  row: { now: WorkFigures; before: WorkFigures }
  columns: readonly Column[]
  to: (figure: string) => string
}) {
  const { name, row, columns, to } = props
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map(({ label, cell }) => {
        const { value, opens, more } = cell(row.now)
        const was = cell(row.before).value
        return (
          <td key={label} data-label={t(label)}>
            {opens ? <a href={to(opens)}>{value}</a> : value}
            {more ? (
              <span class="soft team-more">{more.opens ? <a href={to(more.opens)}>{more.text}</a> : more.text}</span>
            ) : null}
            {was === value ? null : <span class="soft team-more">{t('team.was', { value: was })}</span>}
          </td>
        )
      })}
    </tr>
  )
}

const save = (report: WorkReport, by: WorkBy) =>
  saveAs(`${by}-${report.from}-${report.until}.csv`, 'text/csv', asCsv(report, t(`team.by.${by}`)))
