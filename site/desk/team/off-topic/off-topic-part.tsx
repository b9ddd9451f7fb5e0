import type { OffTopicReport, OffTopicShare } from '#protocol'
import { withQuery } from '../../api.ts'
import { duration, percent } from '../../figures.ts'
import { get } from '../../http.ts'
import { go, query } from '../../routing.ts'
import { site } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Banner, Choice, Empty, Skeleton } from '../../ui/parts.tsx'
import { useLoad } from '../../ui/use-load.ts'

const DAYS = ['7', '28', '90'] as const

/** Who wrote about something else: how many, from where, when, and what it cost. */
export function OffTopicPart() {
  const days = DAYS.find((each) => each === query.value.get('days')) ?? '28'
  const report = useLoad((stop) => get('/desk/off-topic', { query: { days }, signal: stop }), [days])
  return (
    <section class="part">
      <div class="filters">
        <Choice
          label={t('growth.period')}
          value={days}
          options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
          onChoose={(chosen) => go(withQuery('/desk/team/off-topic', { days: chosen }), { replace: true })}
        />
      </div>
      {report.problem ? <Banner tone="bad">{report.problem}</Banner> : null}
      {report.value ? <Report report={report.value} /> : report.problem ? null : <Skeleton rows={6} tall />}
    </section>
  )
}

const share = ({ all, offTopic }: Pick<OffTopicShare, 'all' | 'offTopic'>) => (all === 0 ? '' : percent(offTopic / all))

function Report({ report }: { report: OffTopicReport }) {
  if (report.offTopic === 0)
    return (
      <section class="card">
        <Empty icon="leaf" title={t('offTopic.none')}>
          <p>{t('offTopic.noneMore')}</p>
        </Empty>
      </section>
    )
  const hours = report.hours.map((one) => ({ ...one, key: t('offTopic.hour', { hour: one.key.padStart(2, '0') }) }))
  return (
    <>
      <section class="card">
        <h2>{t('offTopic.title')}</h2>
        <p>{t('offTopic.share', { n: report.offTopic, share: share(report) })}</p>
        <p class="soft">
          {t('offTopic.cost', { time: duration(report.operatorMs) })} {t('offTopic.wrote', { n: report.messages })}
        </p>
      </section>
      <Shares title={t('offTopic.pages')} rows={report.pages} quiet="path" />
      {report.sources ? <Shares title={t('offTopic.sources')} rows={report.sources} quiet="source" /> : null}
      <Shares title={t('offTopic.hours')} rows={hours.filter(({ offTopic }) => offTopic > 0)} quiet={null} />
    </>
  )
}

/** `quiet`: of what a scenario is asked that begins no chat there. */
function Shares(props: { title: string; rows: readonly OffTopicShare[]; quiet: 'path' | 'source' | null }) {
  const { title, rows, quiet } = props
  const offersQuiet = quiet !== null && site.value?.watch.on === true
  return (
    <section class="card">
      <h2>{title}</h2>
      <table class="table table-stacks">
        <thead>
          <tr>
            <th scope="col">{t('offTopic.where')}</th>
            <th scope="col">{t('offTopic.count')}</th>
            <th scope="col">{t('offTopic.ofAll')}</th>
            {offersQuiet ? <th scope="col">{t('offTopic.do')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" class="break">
                {row.key || t('offTopic.unknown')}
              </th>
              <td data-label={t('offTopic.count')}>{row.offTopic}</td>
              <td data-label={t('offTopic.ofAll')}>{t('offTopic.of', { share: share(row), n: row.all })}</td>
              {offersQuiet ? (
                <td>
                  {row.key ? (
                    <a href={withQuery('/desk/scenarios', { quiet, words: row.key })}>{t('offTopic.quiet')}</a>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
