import { FEATURE_COUNT } from './features.ts'

/**
 * Weight of each feature (order of features.ts) in the score that ranks answers: in a library without phrasings, and in
 * one with very many. Fitted on promoted questions of the sets in ../shared/relevance; refit: `node bench/match/fit.ts DIR…`,
 * and with `--model DIR` those of words and meaning together.
 */
const WORDS = {
  cold: [1.34, 4.38, -3.42, -0.83, -1.08, -2.1, 1.3, 0.32, 2.34, 5.28, 6.53, -0.13, 5.5, 3.76, -0.03],
  warm: [0.56, 0.9, -0.85, -1.19, -1.72, -0.63, -0.17, -0.86, 2.42, 2.63, 1.81, -0.26, 2.6, 1.68, 1.03],
}
const BOTH = {
  cold: [
    -3.11, -0.32, -1.01, -0.39, 1.47, 2.8, 0.66, 0.18, 4.37, -0.48, 5.08, -1.73, 8.3, 2.17, -0.07, 1.31, 10.07, 1.69,
  ],
  warm: [
    -1.14, -0.48, 0.64, -0.25, -0.49, -0.3, 0.1, -0.35, 1.26, -0.75, 0.45, -0.04, 1.99, -0.67, 0.97, 3.72, 6.56, 0.9,
  ],
}

/** What an answer was found by. */
export type FoundBy = 'words' | 'both'

/** Between the two by the library's richness, 0…1. */
export function weightsAt(richness: number, by: FoundBy): Float64Array {
  const { cold, warm } = by === 'words' ? WORDS : BOTH
  const weights = new Float64Array(FEATURE_COUNT)
  for (let f = 0; f < cold.length; f++) weights[f] = cold[f]! * (1 - richness) + warm[f]! * richness
  return weights
}
