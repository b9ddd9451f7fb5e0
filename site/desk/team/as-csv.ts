import { WORK_FIGURES, type WorkFigures, type WorkReport } from '#protocol'
import { language, t } from '../texts.ts'

const HOUR_MS = 3_600_000
/** A cell that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

type Value = string | number | null

/** One field: what may be taken for a formula stands behind an apostrophe. */
function field(value: Value, separator: string, decimal: string): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value).replace('.', decimal)
  const text = FORMULA.test(value) ? `'${value}` : value
  return text.includes(separator) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

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

/** As spreadsheets of this language open it: with a comma for decimals, a semicolon parts the fields. */
export function asCsv(report: WorkReport, by: string): string {
  const decimal = new Intl.NumberFormat(language.value).format(1.5).charAt(1)
  const separator = decimal === ',' ? ';' : ','
  const cols = columns()
  const line = (values: Value[]) => values.map((value) => field(value, separator, decimal)).join(separator)
  const row = (name: string, one: { now: WorkFigures; before: WorkFigures }) =>
    line([name, ...cols.flatMap(([, of]) => [of(one.now), of(one.before)])])
  const head = line([by, ...cols.flatMap(([column]) => [column, t('team.column.before', { column })])])
  const rows = report.rows.map((one) => row(one.name, one))
  return `\ufeff${[head, ...rows, row(t('team.all'), report.total)].join('\r\n')}\r\n`
}
