import { FEATURE } from '../ranking/features.ts'
import type { QueryVector } from '../ranking/query-vector.ts'
import type { Ranked } from '../ranking/rank.ts'
import type { FoundBy } from '../ranking/weights.ts'

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
  'nearest',
  'middle',
  'asked',
  'lead',
  'agrees',
  'mostNearest',
  'mostMiddle',
  'mostAsked',
  'spread',
  'learntLead',
] as const
/** Learnt log-odds reach some ten: of the size of the rest. */
const LEARNT_SCALE = 1 / 5

/**
 * What is known when judging a question: the first answer's share of a softmax over scores, its margin, its fit, how much the
 * words say; how near it is in meaning, how far ahead of any other there, and whether words alone would put it first; how evenly
 * the ten best share that softmax, and how far the words learnt of its phrasings put it ahead, in a library that has some.
 */
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
  let spread = 0
  for (const { score } of ranked.slice(0, 10)) {
    const part = Math.exp(score - first.score) / total
    if (part > 0) spread -= (part * Math.log(part)) / Math.log(10)
  }
  let [mostNearest, mostMiddle, mostAsked, otherMeant] = [0, 0, 0, 0]
  let agrees = 1
  for (const one of ranked) {
    const { features, byWords } = one
    mostNearest = Math.max(mostNearest, features[FEATURE.nearest]!)
    mostMiddle = Math.max(mostMiddle, features[FEATURE.middle]!)
    mostAsked = Math.max(mostAsked, features[FEATURE.asked]!)
    if (one !== first) otherMeant = Math.max(otherMeant, meant(one))
    if (byWords > first.byWords) agrees = 0
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
    features[FEATURE.nearest]!,
    features[FEATURE.middle]!,
    features[FEATURE.asked]!,
    meant(first) - otherMeant,
    agrees,
    mostNearest,
    mostMiddle,
    mostAsked,
    spread,
    richness * LEARNT_SCALE * (features[FEATURE.sharpened]! - (ranked[1]?.features[FEATURE.sharpened] ?? 0)),
  ])
}

const meant = ({ features }: Ranked): number => (features[FEATURE.nearest]! + features[FEATURE.middle]!) / 2

/** Logistic weights, in the order of the evidence, by what the answers were found by. */
type Weights = Record<FoundBy, Float64Array>

/**
 * For "the first answer is right"; refit all four: `node bench/match/fit-confidence.ts DIR… [--model DIR]`. By words the mean of
 * two: with all evidence, which fits best, and with little of it, which transfers best.
 */
export const RIGHT: Weights = {
  words: Float64Array.from([
    -6.97, 2.7, 0.25, 1.77, 1.89, -0.48, -0.62, 0.63, 4.23, 0, 0, 0, 0.42, -0.72, -1.22, 0.92, 0.22, 1.39, 1.56, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, -0.82, 0.53,
  ]),
  both: Float64Array.from([
    -7.05, 3.47, 0.58, 0, 1.96, 0, 0, -0.29, 2.61, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.17, 3.38, 0.56, 0.79, -0.17,
  ]),
}
/** For "the question belongs to this library's world". */
const WORLD: Weights = {
  words: Float64Array.from([-2.83, 0, 0, 0, 0, 0, 0, 0, 0, -1.1, 0, 0, 0, 0, 1.31, 0, 0, 6.55, 1.99, 2.98, -0.96]),
  both: Float64Array.from([
    -6.4, 0, 0, 0, 0, 0, 0, 0, 0, -1.7, 0, 0, 0, 0, 0.99, 0, 0, 1.64, 0.13, -1.91, 1.09, 0, 0, 0, 0, 0, 6.98, 8.19,
    -1.62,
  ]),
}

/** From these log-odds on a question is of this world, and whether the answer is right says more. */
const OF_THIS_WORLD = 1
const GATE = 2
const RIGHT_WORTH = 4

/** How likely the library has an answer at all, 0…1: decides between candidates and a person. */
export const fitOf = (evidence: Float64Array, by: FoundBy): number =>
  fitAt(logOdds(evidence, WORLD[by]), logOdds(evidence, RIGHT[by]), by)

/**
 * Questions of another world are told apart by likeness to whole answers, questions of this world whose answer is missing by
 * doubt in the first answer. With meaning both odds add up. By words a sum of both spoils the first, so the second only counts
 * where the first has no doubt (`bench/match/README.md`).
 */
export function fitAt(world: number, right: number, by: FoundBy): number {
  if (by === 'both') return confidenceAt(world + right, UNCALIBRATED)
  const gate = 1 / (1 + Math.exp(-GATE * (world - OF_THIS_WORLD)))
  return confidenceAt(
    Math.min(world, OF_THIS_WORLD) + RIGHT_WORTH * gate * confidenceAt(right, UNCALIBRATED),
    UNCALIBRATED,
  )
}

/** A library's own correction of the log-odds, learnt from its phrasings; none to begin with. */
export interface Calibration {
  shift: number
}
export const UNCALIBRATED: Calibration = { shift: 0 }

export function logOdds(evidence: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += evidence[i]! * weights[i]!
  return sum
}

/** P(the first answer is right), 0…1. */
export const confidenceAt = (odds: number, { shift }: Calibration): number => 1 / (1 + Math.exp(-(shift + odds)))
