/** A rank score that shows as one half: most first answers lie above it, noise far below. */
const MIDDLING_SCORE = 5

/** The unbounded rank score as 0…1 in the same order: softplus, then x / (x + middling). */
export function shownScore(score: number): number {
  const positive = score > 30 ? score : Math.log1p(Math.exp(score))
  return positive / (positive + MIDDLING_SCORE)
}
