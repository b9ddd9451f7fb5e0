import { FEATURE } from '../ranking/features.ts'
import type { QueryVector } from '../ranking/query-vector.ts'
import type { Ranked } from '../ranking/rank.ts'

/** How well the best answer fits, 0…1, whatever its rivals: alignment with its best text, cosine with all, coverage. */
export const fitOf = ({ features }: Ranked): number =>
  (features[FEATURE.bestAligned]! + features[FEATURE.centroidGrams]! + features[FEATURE.coverage]! + features[FEATURE.bm25]!) / 4

export const EVIDENCE = ['one', 'share', 'margin', 'bestAligned', 'coverage', 'centroidGrams', 'centroidStems', 'bm25', 'matter', 'richness', 'richShare', 'richFit'] as const

/** What the confidence is judged by: the first answer's share of a softmax over scores, its lead, its fit, how much the words say. */
export function evidenceOf(ranked: readonly Ranked[], query: QueryVector, richness: number): Float64Array {
  const first = ranked[0]!
  let total = 0
  for (const { score } of ranked.slice(0, 10)) total += Math.exp(score - first.score)
  const { features } = first
  const share = 1 / total
  return Float64Array.from([
    1,
    share,
    Math.min(3, first.score - (ranked[1]?.score ?? 0)) / 3,
    features[FEATURE.bestAligned]!,
    features[FEATURE.coverage]!,
    features[FEATURE.centroidGrams]!,
    features[FEATURE.centroidStems]!,
    features[FEATURE.bm25]!,
    Math.log1p(query.totalMass) / 4,
    richness,
    richness * share,
    richness * fitOf(first),
  ])
}

/** Logistic weights of the evidence, fitted on promoted questions; refit: `node bench/match/fit-confidence.ts DIR…`. */
export const CONFIDENCE_WEIGHTS: Float64Array = Float64Array.from([-6.56, 3.06, 0.37, 1.81, 2.68, 0.74, 0.78, -1.1, 3.38, -1.4, -0.31, 1.89])

/** A library's own correction of the log-odds, learnt from its phrasings; none to begin with. */
export interface Calibration {
  shift: number
  scale: number
}
export const UNCALIBRATED: Calibration = { shift: 0, scale: 1 }

export function logOdds(evidence: Float64Array, weights = CONFIDENCE_WEIGHTS): number {
  let sum = 0
  for (let i = 0; i < evidence.length; i++) sum += evidence[i]! * weights[i]!
  return sum
}

/** P(the first answer is right), 0…1. */
export const confidenceAt = (odds: number, { shift, scale }: Calibration): number => 1 / (1 + Math.exp(-(shift + scale * odds)))
