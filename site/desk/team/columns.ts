import type { WorkFigure, WorkFigures } from '#protocol'
import { duration, percent } from '../figures.ts'
import { language, t, type TextKey } from '../texts.ts'

/** What a cell shows: its value, what it opens on, and what stands small below it. */
export interface Cell {
  value: string
  opens: WorkFigure | null
  more: { text: string; opens: WorkFigure | null } | null
}
export interface Column {
  label: TextKey
  cell: (figures: WorkFigures) => Cell
}

const whole = (n: number) => n.toLocaleString(language.value)
export const stars = (mean: number) =>
  new Intl.NumberFormat(language.value, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(mean)

const counted =
  (figure: WorkFigure, more?: (figures: WorkFigures) => Cell['more']) =>
  (figures: WorkFigures): Cell => {
    const n = figures.counts[figure]
    return { value: whole(n), opens: n > 0 ? figure : null, more: more?.(figures) ?? null }
  }
const some = (n: number, text: TextKey, opens: WorkFigure): Cell['more'] =>
  n > 0 ? { text: t(text, { n } as never), opens } : null

const timed =
  (figure: 'first_response' | 'reply') =>
  (figures: WorkFigures): Cell => {
    const { medianMs, p90Ms } = figure === 'reply' ? figures.reply : figures.firstResponse
    if (medianMs === null || p90Ms === null) return { value: t('team.none'), opens: null, more: null }
    return {
      value: duration(medianMs),
      opens: figure,
      more: { text: t('team.p90', { time: duration(p90Ms) }), opens: null },
    }
  }

function inTime({ counts, firstResponse, reply }: WorkFigures): Cell {
  const aimed = firstResponse.aimed + reply.aimed
  if (aimed === 0) return { value: t('team.none'), opens: null, more: null }
  const { first_response_late: first, reply_late: further } = counts
  const late = first + further
  return {
    value: percent(1 - late / aimed),
    opens: null,
    more: some(late, 'team.more.late', first >= further ? 'first_response_late' : 'reply_late'),
  }
}

export const COLUMNS: readonly Column[] = [
  { label: 'team.taken', cell: counted('taken') },
  {
    label: 'team.solved',
    cell: counted('solved', ({ counts }) => some(counts.ended, 'team.more.ended', 'ended')),
  },
  { label: 'team.first_response', cell: timed('first_response') },
  { label: 'team.reply', cell: timed('reply') },
  { label: 'team.onTime', cell: inTime },
  {
    label: 'team.rated',
    cell: ({ meanStars, counts }) => ({
      value: meanStars === null ? t('team.none') : stars(meanStars),
      opens: meanStars === null ? null : 'rated',
      more: some(counts.rated, 'team.more.rated', 'rated'),
    }),
  },
  { label: 'team.declined', cell: counted('declined') },
  { label: 'team.lapsed', cell: counted('lapsed') },
  {
    label: 'team.available',
    cell: ({ availableMs }) => ({
      value: availableMs === null || availableMs === 0 ? t('team.none') : duration(availableMs),
      opens: null,
      more: null,
    }),
  },
  { label: 'team.transferred', cell: counted('transferred') },
  {
    label: 'team.templates',
    cell: counted('templates', ({ counts }) => some(counts.templates_edited, 'team.more.edited', 'templates_edited')),
  },
  { label: 'team.promoted', cell: counted('promoted') },
]
