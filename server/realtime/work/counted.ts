import type { WorkFigure, WorkFigures, WorkTimes } from '#protocol'

const SECOND_MS = 1_000

/** What was counted, as it is kept and added up: only what is not nothing. Times in seconds, as they came. */
export interface Counted {
  counts: Partial<Record<WorkFigure, number>>
  stars?: number
  first?: number[]
  firstAimed?: number
  reply?: number[]
  replyAimed?: number
  availableMs?: number
}
/** By id. */
export type CountedEach = Record<string, Counted>

export const nothingYet = (): Counted => ({ counts: {} })

/** The one of this id, there from now on. */
export const ofId = (each: CountedEach, id: string): Counted => (each[id] ??= nothingYet())

export function count(counted: Counted, figure: WorkFigure, by: number): void {
  if (by !== 0) counted.counts[figure] = (counted.counts[figure] ?? 0) + by
}

/** Takes the second into the first. */
export function add(into: Counted, one: Counted): void {
  for (const [figure, n] of Object.entries(one.counts)) count(into, figure as WorkFigure, n)
  for (const sum of ['stars', 'firstAimed', 'replyAimed', 'availableMs'] as const)
    if (one[sum]) into[sum] = (into[sum] ?? 0) + one[sum]
  for (const list of ['first', 'reply'] as const) {
    const times = one[list]
    if (!times) continue
    const all = (into[list] ??= [])
    for (const time of times) all.push(time)
  }
}

export const inSeconds = (ms: number): number => Math.round(ms / SECOND_MS)

function timesOf(seconds: readonly number[] = [], aimed = 0): WorkTimes {
  const sorted = Float64Array.from(seconds).sort()
  const at = (share: number) => {
    const found = sorted[Math.ceil(sorted.length * share) - 1]
    return found === undefined ? null : found * SECOND_MS
  }
  return { medianMs: at(0.5), p90Ms: at(0.9), aimed }
}

/** As it is told; `hours`: whether they are told too. */
export function figuresOf(counted: Counted, hours: boolean): WorkFigures {
  const of = (figure: WorkFigure) => counted.counts[figure] ?? 0
  return {
    counts: {
      taken: of('taken'),
      solved: of('solved'),
      ended: of('ended'),
      first_response: of('first_response'),
      first_response_late: of('first_response_late'),
      reply: of('reply'),
      reply_late: of('reply_late'),
      rated: of('rated'),
      rated_low: of('rated_low'),
      declined: of('declined'),
      lapsed: of('lapsed'),
      transferred: of('transferred'),
      templates: of('templates'),
      templates_edited: of('templates_edited'),
      promoted: of('promoted'),
    },
    firstResponse: timesOf(counted.first, counted.firstAimed),
    reply: timesOf(counted.reply, counted.replyAimed),
    meanStars: of('rated') > 0 ? (counted.stars ?? 0) / of('rated') : null,
    availableMs: hours ? (counted.availableMs ?? 0) : null,
  }
}
