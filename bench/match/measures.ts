import type { Verdict } from '#kb'

/** One question asked: where the right answer stood (0 = first, -1 = not among the hits) and what the product decided. */
export interface Asked {
  kind: 'in' | 'far' | 'near' | 'real'
  place: number
  confidence: number
  /** The decision score between "the library has this" and "a person". */
  fit: number
  verdict: Verdict
  ms: number
}

const share = <T>(items: readonly T[], claim: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(claim).length / items.length
const round = (value: number): number => Math.round(value * 10_000) / 10_000

/** Area under the ROC curve: how often an in-scope question scores above one without an answer (ties count half). */
export function auroc(inScope: readonly number[], outside: readonly number[]): number | null {
  if (inScope.length === 0 || outside.length === 0) return null
  const all = [
    ...inScope.map((score) => ({ score, inside: true })),
    ...outside.map((score) => ({ score, inside: false })),
  ].sort((a, b) => a.score - b.score)
  let ranks = 0
  for (let i = 0; i < all.length; ) {
    let j = i
    while (j < all.length && all[j]!.score === all[i]!.score) j++
    for (let same = i; same < j; same++) if (all[same]!.inside) ranks += (i + j + 1) / 2
    i = j
  }
  return round((ranks - (inScope.length * (inScope.length + 1)) / 2) / (inScope.length * outside.length))
}

/** Share of outside questions below the score that lets `answered` of the in-scope questions through. */
export function escalatedAt(answered: number, inScope: readonly number[], outside: readonly number[]): number | null {
  if (inScope.length === 0 || outside.length === 0) return null
  const floor = [...inScope].sort((a, b) => a - b)[Math.floor(inScope.length * (1 - answered))]!
  return round(share(outside, (score) => score < floor))
}

export interface ReliabilityBin {
  from: number
  questions: number
  confidence: number
  right: number
}

/** Confidence beside the share of right first answers, in ten bins; questions without an answer count as wrong. */
export function reliability(asked: readonly { confidence: number; right: boolean }[]): ReliabilityBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const within = asked.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin)
    const mean = within.reduce((sum, { confidence }) => sum + confidence, 0) / (within.length || 1)
    return {
      from: bin / 10,
      questions: within.length,
      confidence: round(mean),
      right: round(share(within, ({ right }) => right)),
    }
  })
}

/** Expected calibration error: mean distance of confidence and share right in ten bins, weighed by questions. */
export const calibrationError = (asked: readonly { confidence: number; right: boolean }[]): number =>
  errorOf(reliability(asked))

function errorOf(bins: readonly ReliabilityBin[]): number {
  const all = bins.reduce((sum, { questions }) => sum + questions, 0)
  return round(
    bins.reduce(
      (sum, { questions, confidence, right }) => sum + (questions / (all || 1)) * Math.abs(confidence - right),
      0,
    ),
  )
}

export const percentile = (values: readonly number[], at: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0)
}

/** Everything about quality and decisions of one run, shares as fractions. */
export function measures(asked: readonly Asked[]) {
  const inScope = asked.filter(({ kind }) => kind === 'in')
  const outside = asked.filter(({ kind }) => kind !== 'in')
  const kinds = [...new Set(outside.map(({ kind }) => kind))]
  const fits = (list: readonly Asked[]) => list.map(({ fit }) => fit)
  const one = inScope.filter(({ verdict }) => verdict === 'answer')
  const three = inScope.filter(({ verdict }) => verdict === 'suggest')
  const byKind = (measure: (list: Asked[]) => number | null) =>
    Object.fromEntries(kinds.map((kind) => [kind, measure(outside.filter((question) => question.kind === kind))]))
  const verdictShare = (verdict: Verdict) =>
    byKind((list) => round(share(list, (question) => question.verdict === verdict)))
  const judged = (list: readonly Asked[]) => list.map(({ confidence, place }) => ({ confidence, right: place === 0 }))
  const bins = reliability(judged(asked))
  return {
    hit1: round(share(inScope, ({ place }) => place === 0)),
    hit3: round(share(inScope, ({ place }) => place >= 0 && place < 3)),
    mrr10: round(
      inScope.reduce((sum, { place }) => sum + (place >= 0 && place < 10 ? 1 / (place + 1) : 0), 0) /
        (inScope.length || 1),
    ),
    auroc: auroc(fits(inScope), fits(outside)),
    auroc_by_kind: byKind((list) => auroc(fits(inScope), fits(list))),
    oos_escalated_at_95: escalatedAt(0.95, fits(inScope), fits(outside)),
    oos_escalated_at_95_by_kind: byKind((list) => escalatedAt(0.95, fits(inScope), fits(list))),
    oos_escalated_at_80: escalatedAt(0.8, fits(inScope), fits(outside)),
    oos_escalated_at_80_by_kind: byKind((list) => escalatedAt(0.8, fits(inScope), fits(list))),
    one_share: round(share(inScope, ({ verdict }) => verdict === 'answer')),
    one_right: round(share(one, ({ place }) => place === 0)),
    three_share: round(share(inScope, ({ verdict }) => verdict === 'suggest')),
    three_contains: round(share(three, ({ place }) => place >= 0 && place < 3)),
    escalated_in: round(share(inScope, ({ verdict }) => verdict === 'escalate')),
    oos_one: verdictShare('answer'),
    oos_three: verdictShare('suggest'),
    oos_escalated: verdictShare('escalate'),
    calibration_error: errorOf(bins),
    calibration_error_in_scope: calibrationError(judged(inScope)),
    reliability: bins,
    p50_ms: percentile(
      asked.map(({ ms }) => ms),
      0.5,
    ),
    p99_ms: percentile(
      asked.map(({ ms }) => ms),
      0.99,
    ),
  }
}
