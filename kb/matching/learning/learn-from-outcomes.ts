import type { LearntItem, Outcome } from '../matcher.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'

/** One visitor alone moves a pair by at most this much of a phrasing; each further one adds `PER_VISITOR`, up to one phrasing. */
export const ONE_VISITOR = 0.1
export const PER_VISITOR = 0.3
/** An operator who solved a conversation with an answer counts as two visitors, whoever the visitor was. */
export const OPERATOR_VISITORS = 2
/** Pairs one visitor can move at all: the earliest count, the rest is ignored. */
export const MOST_PAIRS_PER_VISITOR = 20

/** A search that did not help and a conversation solved within this time can be of one matter. */
export const SAME_MATTER_MS = 24 * 3_600_000

/** Two spellings of one question are one thing learnt. */
export const questionKey = (text: string): string => tokenise(text).join(' ')

/** Each outcome is looked at again whenever its visitor says more: it is taken apart once. */
const questions = new WeakMap<Outcome, string>()

export function questionOf(outcome: Outcome): string {
  const known = questions.get(outcome)
  if (known !== undefined) return known
  const question = questionKey(outcome.query)
  questions.set(outcome, question)
  return question
}

export const weightOf = (visitors: number): number =>
  visitors <= 0 ? 0 : Math.min(1, ONE_VISITOR + PER_VISITOR * (visitors - 1))

/** What one visitor says of one thing to be learnt: a question with an effect, and the answer it is about. */
export interface Contribution {
  site: string
  effect: LearntItem['effect']
  /** In the words it was first asked in. */
  question: string
  answerId: string | null
  byOperator: boolean
  firstAt: string
  lastAt: string
}

/** An operator decided it, whoever the visitor was. */
export const isByOperator = ({ kind }: Outcome): boolean => kind === 'no_answer' || kind === 'solved_by'

/**
 * What the outcomes of one visitor teach, by thing learnt. `helped` and `solved_by` raise an answer for the question;
 * `not_helped` lowers one only after another answer solved the same visitor's matter; `no_answer` marks the question as
 * absent. A visitor counts once per pair, so repeating teaches nothing. `outcomes` are all of one visitor, oldest first.
 */
export function contributionsOf(outcomes: readonly Outcome[]): Map<string, Contribution> {
  const solved = outcomes.filter(({ kind }) => kind === 'solved_by')
  const pairs = new Set<string>()
  const found = new Map<string, Contribution>()
  for (const outcome of outcomes) {
    const effect = effectOf(outcome, solved)
    const question = questionOf(outcome)
    if (!effect || question === '') continue
    const answerId = effect === 'absent' ? null : (outcome.answerId ?? null)
    if (effect !== 'absent' && !answerId) continue
    const key = JSON.stringify([outcome.site, effect, question, answerId])
    const byOperator = isByOperator(outcome)
    if (!byOperator) {
      if (!pairs.has(key) && pairs.size >= MOST_PAIRS_PER_VISITOR) continue
      pairs.add(key)
    }
    const known = found.get(key)
    found.set(key, {
      site: outcome.site,
      effect,
      question: known?.question ?? outcome.query,
      answerId,
      byOperator: byOperator || (known?.byOperator ?? false),
      firstAt: known?.firstAt ?? outcome.at,
      lastAt: outcome.at,
    })
  }
  return found
}

function effectOf(outcome: Outcome, solved: readonly Outcome[]): LearntItem['effect'] | null {
  if (outcome.kind === 'no_answer') return 'absent'
  if (outcome.kind !== 'not_helped') return 'raises'
  return solved.some((solving) => solvedElsewhere(outcome, solving)) ? 'lowers' : null
}

/** To a person a matter is told in other words than to a search field, so it is known by a shared word and by the time. */
function solvedElsewhere(failed: Outcome, solving: Outcome): boolean {
  const passedMs = Date.parse(solving.at) - Date.parse(failed.at)
  if (solving.site !== failed.site || solving.answerId === failed.answerId || passedMs < 0 || passedMs > SAME_MATTER_MS)
    return false
  const said = matterStems(solving.query)
  return [...matterStems(failed.query)].some((one) => said.has(one))
}

const matterStems = (text: string): Set<string> =>
  new Set(
    tokenise(text)
      .filter((word) => matterOf(word) === 1)
      .map(stem),
  )
