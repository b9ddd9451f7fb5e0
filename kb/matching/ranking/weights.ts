import { FEATURE_COUNT } from './features.ts'

/**
 * Weight of each feature (order of features.ts) in the score that ranks answers: in a library without phrasings, and in
 * one with very many. Fitted on promoted questions of the sets in ../shared/relevance; refit: `node bench/match/fit.ts DIR…`.
 */
export const COLD = Float64Array.from([
  1.34, 4.38, -3.42, -0.83, -1.08, -2.1, 1.3, 0.32, 2.34, 5.28, 6.53, -0.13, 5.5, 3.76, -0.03,
])
export const WARM = Float64Array.from([
  0.62, 0.92, -0.81, -1.17, -1.62, -0.58, -0.17, -0.89, 2.53, 2.66, 1.84, -0.23, 2.7, 1.76, 0.75,
])

/** Between the two by the library's richness, 0…1. */
export function weightsAt(richness: number): Float64Array {
  const weights = new Float64Array(FEATURE_COUNT)
  for (let f = 0; f < FEATURE_COUNT; f++) weights[f] = COLD[f]! * (1 - richness) + WARM[f]! * richness
  return weights
}
