import type { NearAnswer } from './meaning.ts'

/**
 * Found by hand on hint3_curekart and rutube_ru_dev with 0, 5 and 25 phrasings an answer: how much a likeness in meaning
 * counts beside a shown score, both 0…1, and how much the best one moves the odds that the library has an answer at all.
 */
const MEANING_WEIGHT = 1
const FIT_WEIGHT = 4
const FIT_NEUTRAL = 0.48
/** Without any word in common meaning alone has to say so much more. */
const LEAST_FIT = 0.15
const MOST_FIT = 0.9999

/** By words first, by meaning beside them: the same answers and those that only meaning finds, best first. */
export function blend<Hit extends { id: string; score: number }>(
  byWords: readonly Hit[],
  near: readonly NearAnswer[],
  found: (near: NearAnswer) => Hit,
): Hit[] {
  const likeness = new Map(near.map((one) => [one.id, one.likeness]))
  // What is not among the nearest is no nearer than the last of them.
  const rest = near.at(-1)?.likeness ?? 0
  const known = new Set(byWords.map(({ id }) => id))
  const both = (hit: Hit, alike: number) => ({ hit, by: hit.score + MEANING_WEIGHT * alike })
  return [
    ...byWords.map((hit) => both(hit, likeness.get(hit.id) ?? rest)),
    ...near.filter(({ id }) => !known.has(id)).map((one) => both(found(one), one.likeness)),
  ]
    .sort((one, other) => other.by - one.by)
    .map(({ hit }) => hit)
}

/** How likely the library has an answer, once its meaning is known to be so near. */
export function fitWith(fit: number, near: readonly NearAnswer[]): number {
  const bounded = Math.min(Math.max(fit, LEAST_FIT), MOST_FIT)
  const odds = Math.log(bounded / (1 - bounded)) + FIT_WEIGHT * ((near[0]?.likeness ?? 0) - FIT_NEUTRAL)
  return 1 / (1 + Math.exp(-odds))
}
