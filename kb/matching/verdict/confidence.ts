import { FEATURE } from '../ranking/features.ts'
import type { QueryVector } from '../ranking/query-vector.ts'
import type { Ranked } from '../ranking/rank.ts'

export const EVIDENCE = [
  'one',
  'share',
  'margin',
  'bestAligned',
  'coverage',
  'centroidGrams',
  'centroidStems',
  'bm25',
  'matter',
  'richness',
  'richShare',
  'richFit',
  'unknown',
  'bestStems',
  'mostBm25',
  'mostCovered',
  'words',
  'mostGrams',
  'mostStems',
  'subject',
  'settled',
] as const

/** What is known when judging a question: the first answer's share of a softmax over scores, its lead, its fit, how much the words say. */
export function evidenceOf(ranked: readonly Ranked[], query: QueryVector, richness: number): Float64Array {
  const first = ranked[0]!
  let total = 0
  let mostBm25 = 0
  let mostCovered = 0
  let mostGrams = 0
  let mostStems = 0
  for (const { score, features } of ranked.slice(0, 10)) {
    total += Math.exp(score - first.score)
    mostBm25 = Math.max(mostBm25, features[FEATURE.bm25]!)
    mostCovered = Math.max(mostCovered, features[FEATURE.coverage]!)
    mostGrams = Math.max(mostGrams, features[FEATURE.centroidGrams]!)
    mostStems = Math.max(mostStems, features[FEATURE.centroidStems]!)
  }
  const { features } = first
  const share = 1 / total
  const fit =
    (features[FEATURE.bestAligned]! +
      features[FEATURE.centroidGrams]! +
      features[FEATURE.coverage]! +
      features[FEATURE.bm25]!) /
    4
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
    richness * fit,
    query.unknownMass / (query.totalMass || 1),
    features[FEATURE.bestStems]!,
    mostBm25,
    mostCovered,
    Math.log1p(query.words.length) / 3,
    mostGrams,
    mostStems,
    query.subject,
    query.settled,
  ])
}

/** Logistic weights for "the first answer is right"; refit both: `node bench/match/fit-confidence.ts DIR…`. */
export const CONFIDENCE_WEIGHTS: Float64Array = Float64Array.from([
  -8.25, 3.19, 0.05, 3.12, 2.21, 0.58, 1.8, -0.29, 3.01, -1.34, 0.35, 0.9, 1.5, -1.4, -0.39, 1.4, 1, 0, 0, 0, 0,
])
/** Logistic weights for "the question belongs to this library's world". */
export const WORLD_WEIGHTS: Float64Array = Float64Array.from([
  -2.83, 0, 0, 0, 0, 0, 0, 0, 0, -1.1, 0, 0, 0, 0, 1.31, 0, 0, 6.55, 1.99, 2.98, -0.96,
])
/** From these log-odds on a question is of this world, and whether the answer is right says more. */
const OF_THIS_WORLD = 1
const GATE = 2
const RIGHT_WORTH = 4

/**
 * How likely the library has an answer at all, 0…1: decides between candidates and a person. Questions of another world are
 * told apart by likeness to whole answers, questions of this world whose answer is missing by doubt in the first answer;
 * a sum of both spoils the first, so the second only counts where the first has no doubt (`bench/match/README.md`).
 */
export function fitOf(evidence: Float64Array, ofWorld = WORLD_WEIGHTS, ofRight = CONFIDENCE_WEIGHTS): number {
  const world = logOdds(evidence, ofWorld)
  const right = confidenceAt(logOdds(evidence, ofRight), UNCALIBRATED)
  const gate = 1 / (1 + Math.exp(-GATE * (world - OF_THIS_WORLD)))
  return confidenceAt(Math.min(world, OF_THIS_WORLD) + RIGHT_WORTH * gate * right, UNCALIBRATED)
}

/** A library's own correction of the log-odds, learnt from its phrasings; none to begin with. */
export interface Calibration {
  shift: number
  scale: number
}
export const UNCALIBRATED: Calibration = { shift: 0, scale: 1 }

export function logOdds(evidence: Float64Array, weights: Float64Array = CONFIDENCE_WEIGHTS): number {
  let sum = 0
  for (let i = 0; i < evidence.length; i++) sum += evidence[i]! * weights[i]!
  return sum
}

/** P(the first answer is right), 0…1. */
export const confidenceAt = (odds: number, { shift, scale }: Calibration): number =>
  1 / (1 + Math.exp(-(shift + scale * odds)))
