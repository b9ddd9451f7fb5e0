import { createHash } from 'node:crypto'
import type { LearntItem, Outcome } from '../matcher.ts'
import { tokenise } from '../text/tokenise.ts'

/** One visitor alone moves a pair by at most this much of a phrasing; each further one adds `PER_VISITOR`, up to one phrasing. */
export const ONE_VISITOR = 0.1
export const PER_VISITOR = 0.3
/** An operator who solved a conversation with an answer counts as two visitors, whoever the visitor was. */
export const OPERATOR_VISITORS = 2
/** Pairs one visitor can move at all: the earliest count, the rest is ignored. */
export const MOST_PAIRS_PER_VISITOR = 20

/** Two spellings of one question are one thing learnt. */
export const questionKey = (text: string): string => tokenise(text).join(' ')

export const weightOf = (visitors: number): number =>
  visitors <= 0 ? 0 : Math.min(1, ONE_VISITOR + PER_VISITOR * (visitors - 1))

interface Evidence {
  effect: LearntItem['effect']
  question: string
  answerId: string | null
  people: Set<string>
  operators: number
  firstAt: string
  lastAt: string
  site: string
}

/**
 * What all outcomes together teach. `helped` and `solved_by` raise an answer for the question; `not_helped` lowers one
 * only after another answer solved the same visitor's question; `no_answer` marks the question as absent. A visitor
 * counts once per pair, so repeating teaches nothing.
 */
export function learnFromOutcomes(outcomes: readonly Outcome[]): LearntItem[] {
  const evidence = new Map<string, Evidence>()
  const pairsOf = new Map<string, Set<string>>()
  const solved = new Set(outcomes.filter(({ kind }) => kind === 'solved_by').map((outcome) => solvedKey(outcome)))
  for (const outcome of [...outcomes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const effect = effectOf(outcome, solved)
    const question = questionKey(outcome.query)
    if (!effect || question === '') continue
    const answerId = effect === 'absent' ? null : (outcome.answerId ?? null)
    if (effect !== 'absent' && !answerId) continue
    const key = JSON.stringify([outcome.site, effect, question, answerId])
    const byOperator = outcome.kind === 'no_answer' || outcome.kind === 'solved_by'
    if (!byOperator) {
      const pairs = pairsOf.get(outcome.visitor) ?? new Set()
      pairsOf.set(outcome.visitor, pairs)
      if (!pairs.has(key) && pairs.size >= MOST_PAIRS_PER_VISITOR) continue
      pairs.add(key)
    }
    const known = evidence.get(key) ?? {
      effect,
      question: outcome.query,
      answerId,
      people: new Set(),
      operators: 0,
      firstAt: outcome.at,
      lastAt: outcome.at,
      site: outcome.site,
    }
    known.people.add(outcome.visitor)
    if (byOperator) known.operators = 1
    known.lastAt = outcome.at
    evidence.set(key, known)
  }
  return [...evidence].map(([key, found]) => ({
    id: `lrn_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`,
    site: found.site,
    effect: found.effect,
    question: found.question,
    answerId: found.answerId,
    visitors: found.people.size,
    weight: found.effect === 'absent' ? 1 : weightOf(found.people.size + found.operators * (OPERATOR_VISITORS - 1)),
    firstAt: found.firstAt,
    lastAt: found.lastAt,
    source: found.operators > 0 ? 'operators' : 'visitors',
  }))
}

const solvedKey = ({ site, visitor, query }: Outcome): string => JSON.stringify([site, visitor, questionKey(query)])

function effectOf(outcome: Outcome, solved: ReadonlySet<string>): LearntItem['effect'] | null {
  if (outcome.kind === 'no_answer') return 'absent'
  if (outcome.kind === 'not_helped') return solved.has(solvedKey(outcome)) ? 'lowers' : null
  return 'raises'
}
