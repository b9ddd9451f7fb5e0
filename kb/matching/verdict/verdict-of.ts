import type { Judged, LexicalEngine, ReadQuery } from '../lexical-engine.ts'
import type { Thresholds, Verdict } from '../matcher.ts'
import { FEATURE } from '../ranking/features.ts'
import type { Ranked } from '../ranking/rank.ts'
import type { FoundBy } from '../ranking/weights.ts'
import { decide } from './decide.ts'

/**
 * What these answers come to for this question; one of the product that is meant, or looked up by its word, is worth a look. One
 * that shares no word with it is given alone only where the library has shown how often that is right.
 */
export function verdictOf(
  engine: Pick<LexicalEngine, 'isOfProductMeant' | 'isLookedUp'>,
  asked: { read: ReadQuery; ranked: readonly Ranked[]; judged: Judged | null; product: string | undefined },
  thresholds: Thresholds,
  by: FoundBy,
): Verdict {
  const { read, ranked, judged, product } = asked
  const decided = decide(judged, thresholds, by)
  if (decided === 'answer' && thresholds.source === 'default' && ranked[0]?.features[FEATURE.coverage] === 0)
    return 'suggest'
  const isWorthALook =
    decided === 'escalate' &&
    (engine.isOfProductMeant(ranked[0], read, product) ||
      (thresholds.source !== 'lead' && engine.isLookedUp(ranked[0], read)))
  return isWorthALook ? 'suggest' : decided
}
