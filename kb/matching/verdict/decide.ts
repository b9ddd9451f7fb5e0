import type { Thresholds, Verdict } from '../matcher.ts'
import type { FoundBy } from '../ranking/weights.ts'

/** Until the library has enough phrasings of its own: `answer` by confidence, `suggest` by the fit of the best answer. */
export const DEFAULT_THRESHOLDS: Record<FoundBy, Thresholds> = {
  words: { answer: 0.6, suggest: 0.38, source: 'default' },
  both: { answer: 0.6, suggest: 0.2, source: 'default' },
}

/**
 * Right in one case of three or four (`bench/match`, reliability), a first answer is worth a look however little else fits: only
 * where confidence was calibrated on the library, and where the lead has not said otherwise.
 */
const WORTH_A_LOOK: Record<FoundBy, number> = { words: 0.25, both: 0.35 }
/** The same of a library too young to be calibrated on: rather right than wrong. */
const RATHER_RIGHT = 0.5

/** One answer when likely right; a few candidates when something fits; otherwise a person. */
export function decide(
  best: { confidence: number; fit: number } | null,
  thresholds: Pick<Thresholds, 'answer' | 'suggest'> & { source?: Thresholds['source'] },
  by: FoundBy,
): Verdict {
  if (!best) return 'escalate'
  if (best.confidence >= thresholds.answer) return 'answer'
  const worth = { library: WORTH_A_LOOK[by], default: RATHER_RIGHT, lead: 1 }[thresholds.source ?? 'lead']
  const isLikely = best.confidence >= worth
  return isLikely || best.fit >= thresholds.suggest ? 'suggest' : 'escalate'
}
