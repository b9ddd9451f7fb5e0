import { FEATURE_COUNT } from './features.ts'

/**
 * Weight of each feature (order of features.ts) in the score that ranks answers: in a library without phrasings, and in
 * one with very many. Fitted on promoted questions of the sets in ../shared/relevance; refit: `node bench/match/fit.ts DIR…`.
 */
export const COLD = Float64Array.from([1.56, 4.44, -3.59, -0.71, -1.45, -1.96, 1.52, 0.27, 2.43, 5.33, 6.65, -0.24, 5.45, 3.69, -0.03])
export const WARM = Float64Array.from([1.06, 1.58, -0.56, -0.54, -1.75, -0.7, -0.08, -0.75, 2.91, 3.12, 1.99, -0.36, 2.91, 1.86, 0.54])

/** Between the two by the library's richness, 0…1. */
export function weightsAt(richness: number): Float64Array {
  const weights = new Float64Array(FEATURE_COUNT)
  for (let f = 0; f < FEATURE_COUNT; f++) weights[f] = COLD[f]! * (1 - richness) + WARM[f]! * richness
  return weights
}
