import type { ThresholdPreview, Thresholds, Verdict, VerdictShares } from '../matcher.ts'
import type { CrossFitted } from './calibrate.ts'
import type { FoundBy } from '../ranking/weights.ts'
import { type Calibration, confidenceAt } from './confidence.ts'
import { decide } from './decide.ts'

const MOST_CHANGES = 20
type Pair = Pick<Thresholds, 'answer' | 'suggest'> & { source?: Thresholds['source'] }

/** What the library's own cross-fitted questions get under two pairs of thresholds. */
export function previewThresholds(
  cases: readonly CrossFitted[],
  calibration: Calibration,
  now: Pair,
  then: Pair,
  by: FoundBy,
): ThresholdPreview {
  const judged = cases.map((one) => {
    const best = { confidence: confidenceAt(one.odds, calibration), fit: one.fit }
    return { one, from: decide(best, now, by), to: decide(best, then, by) }
  })
  return {
    questions: cases.length,
    now: shares(judged.map(({ one, from }) => ({ right: one.right, verdict: from }))),
    then: shares(judged.map(({ one, to }) => ({ right: one.right, verdict: to }))),
    changes: judged
      .filter(({ from, to }) => from !== to)
      .slice(0, MOST_CHANGES)
      .map(({ one, from, to }) => ({ question: one.question, answerId: one.answerId, from, to, right: one.right })),
  }
}

function shares(judged: readonly { right: boolean; verdict: Verdict }[]): VerdictShares {
  const of = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict)
  const all = judged.length || 1
  const answered = of('answer')
  return {
    answer: answered.length / all,
    right: answered.filter(({ right }) => right).length / (answered.length || 1),
    suggest: of('suggest').length / all,
    escalate: of('escalate').length / all,
  }
}
