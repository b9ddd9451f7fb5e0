/** Weight of each feature (see features.ts) in the score that ranks answers. Refitted by `node bench/match/fit.ts`. */
export const RANK_WEIGHTS = Float64Array.from([1, 1, 1, 1, 1, 1, 0.3, 0.3, 1, 1, 1, 0.3, 1, 1])
