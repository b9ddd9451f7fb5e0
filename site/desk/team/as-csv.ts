import { WORK_FIGURES, type WorkFigures, type WorkReport } from '#protocol'
import { t } from '../texts.ts'
import { csvOf, type Value } from './csv.ts'

const HOUR_MS = 3_600_000
const seconds = (ms: number | null) => (ms === null ? null : ms / 1000)
const rounded = (n: number | null) => (n === null ? null : Math.round(n * 100) / 100)

/** Everything of a row, also what the table has no room for; times in seconds. */
const columns = (): [label: string, of: (figures: WorkFigures) => Value][] => [
  ...WORK_FIGURES.map((figure): [string, (figures: WorkFigures) => Value] => [
    t(`team.${figure}`),
    ({ counts }) => counts[figure],
  ]),
  [t('team.column.median', { figure: t('team.first_response') }), (one) => seconds(one.firstResponse.medianMs)],
  [t('team.column.p90', { figure: t('team.first_response') }), (one) => seconds(one.firstResponse.p90Ms)],
  [t('team.column.median', { figure: t('team.reply') }), (one) => seconds(one.reply.medianMs)],
  [t('team.column.p90', { figure: t('team.reply') }), (one) => seconds(one.reply.p90Ms)],
  [t('team.column.stars'), (one) => rounded(one.meanStars)],
  [t('team.column.hours'), (one) => rounded(one.availableMs === null ? null : one.availableMs / HOUR_MS)],
]

/** A line for each row and one for all; each figure beside the one before. */
export function asCsv(report: WorkReport, by: string): string {
  const cols = columns()
  const row = (name: string, one: { now: WorkFigures; before: WorkFigures }) => [
    name,
    ...cols.flatMap(([, of]) => [of(one.now), of(one.before)]),
  ]
  const head = [by, ...cols.flatMap(([column]) => [column, t('team.column.before', { column })])]
  return csvOf([head, ...report.rows.map((one) => row(one.name, one)), row(t('team.all'), report.total)])
}
