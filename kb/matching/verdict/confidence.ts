import type { Ranked } from '../ranking/rank.ts'

/** How well the best answer fits, 0…1: cosine with its texts as a whole. */
export const fitOf = (ranked: Ranked): number => (ranked.features[0]! + ranked.features[1]!) / 2

/** P(the first answer is right): logistic over fit, margin and coverage. */
export function confidenceOf(ranked: readonly Ranked[]): number {
  const [first, second] = ranked
  if (!first) return 0
  const margin = first.score - (second?.score ?? 0)
  const z = -3 + 4 * first.features[8]! + 2 * fitOf(first) + 1.2 * margin
  return 1 / (1 + Math.exp(-z))
}
