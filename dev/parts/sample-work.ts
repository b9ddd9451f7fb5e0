import type { InterfaceLocale } from '#shared'
import {
  type JournalEntry,
  WORK_FIGURES,
  type WorkBy,
  type WorkFact,
  type WorkFigure,
  type WorkFigures,
  type WorkReport,
} from '#protocol'
import { wordsOf } from './sample.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const figuresOf = (share: number): WorkFigures => ({
  counts: {
    ...(Object.fromEntries(WORK_FIGURES.map((figure) => [figure, 0])) as Record<WorkFigure, number>),
    taken: Math.round(84 * share),
    solved: Math.round(78 * share),
    ended: Math.round(4 * share),
    first_response: Math.round(84 * share),
    first_response_late: Math.round(6 * share),
    reply: Math.round(230 * share),
    reply_late: Math.round(9 * share),
    rated: Math.round(31 * share),
    rated_low: Math.round(2 * share),
    declined: Math.round(3 * share),
    lapsed: Math.round(5 * share),
    transferred: Math.round(7 * share),
    templates: Math.round(122 * share),
    templates_edited: Math.round(40 * share),
    promoted: Math.round(5 * share),
  },
  firstResponse: { medianMs: MINUTE_MS, p90Ms: 4 * MINUTE_MS, aimed: Math.round(84 * share) },
  reply: { medianMs: 2 * MINUTE_MS * share, p90Ms: 9 * MINUTE_MS, aimed: Math.round(230 * share) },
  meanStars: 4.2 + share / 2,
  availableMs: 142 * HOUR_MS * share,
})

/** A month of a team of two. */
export const workOf = (locale: InterfaceLocale, by: WorkBy): WorkReport => {
  const { operator, other } = wordsOf(locale)
  const names = by === 'day' ? ['2026-11-27', '2026-11-28'] : [operator, other]
  return {
    from: '2026-11-01',
    until: '2026-11-28',
    before: { from: '2026-10-04', until: '2026-10-31' },
    hasGroups: true,
    rows: names.map((name, at) => ({
      ...{ key: name, name },
      now: figuresOf(at === 0 ? 0.6 : 0.4),
      before: figuresOf(at === 0 ? 0.5 : 0.3),
    })),
    total: { now: figuresOf(1), before: figuresOf(0.8) },
  }
}

export const factsOf = (locale: InterfaceLocale): WorkFact[] => {
  const { operator, question, second, said } = wordsOf(locale)
  const one = { operator, how: null, openMs: null, targetMs: null }
  return [
    { ...one, at: '2026-11-27T09:12:00.000Z', conversation: 'cnv_1', question, stars: 2, comment: said[2] ?? null },
    { ...one, at: '2026-11-26T14:40:00.000Z', conversation: 'cnv_2', question: second, stars: 5, comment: null },
  ]
}

export const journalOf = (locale: InterfaceLocale): JournalEntry[] => {
  const { operator, other, question, second } = wordsOf(locale)
  const nothing = { how: null, other: null, group: null, stars: null, address: null, place: null }
  const at = (time: string) => `2026-11-27T${time}:00.000Z`
  const of = { conversation: 'cnv_1', question }
  return [
    { ...nothing, ...of, id: '1', at: at('15:40'), act: 'read', person: other, other: operator },
    { ...nothing, ...of, id: '2', at: at('15:31'), act: 'rated', person: operator, stars: 2 },
    { ...nothing, ...of, id: '3', at: at('15:20'), act: 'template', how: 'changed', person: operator },
    { ...nothing, ...of, id: '4', at: at('15:12'), act: 'taken', how: 'transferred', person: operator, other },
    {
      ...nothing,
      id: '5',
      at: at('15:02'),
      act: 'unanswered',
      how: 'queued',
      person: null,
      conversation: 'cnv_2',
      question: second,
    },
    {
      ...nothing,
      id: '6',
      at: at('14:48'),
      act: 'away',
      how: 'offer_unanswered',
      person: operator,
      conversation: null,
      question: null,
    },
    {
      ...nothing,
      ...{ id: '7', at: at('09:00'), act: 'signed_in', person: operator, conversation: null, question: null },
      ...{ address: '203.0.113.7', place: { country: 'DE', city: null } },
    },
  ]
}
