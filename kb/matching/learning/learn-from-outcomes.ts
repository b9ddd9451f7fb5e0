import { createHash } from 'node:crypto'
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
const SAME_MATTER_MS = 24 * 3_600_000

/** Two spellings of one question are one thing learnt. */
export const questionKey = (text: string): string => tokenise(text).join(' ')

/** Outcomes are all read again whenever one is added: each is taken apart once. */
const keys = new WeakMap<Outcome, string>()

function keyOf(outcome: Outcome): string {
  const known = keys.get(outcome)
  if (known !== undefined) return known
  const key = questionKey(outcome.query)
  keys.set(outcome, key)
  return key
}

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
 * only after another answer solved the same visitor's matter; `no_answer` marks the question as absent. A visitor
 * counts once per pair, so repeating teaches nothing.
 */
export function learnFromOutcomes(outcomes: readonly Outcome[]): LearntItem[] {
  const evidence = new Map<string, Evidence>()
  const pairsOf = new Map<string, Set<string>>()
  const solved = Map.groupBy(
    outcomes.filter(({ kind }) => kind === 'solved_by'),
    visitorKey,
  )
  for (const outcome of [...outcomes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const effect = effectOf(outcome, solved)
    const question = keyOf(outcome)
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

const visitorKey = ({ site, visitor }: Outcome): string => JSON.stringify([site, visitor])

function effectOf(outcome: Outcome, solved: ReadonlyMap<string, Outcome[]>): LearntItem['effect'] | null {
  if (outcome.kind === 'no_answer') return 'absent'
  if (outcome.kind !== 'not_helped') return 'raises'
  return solved.get(visitorKey(outcome))?.some((solving) => solvedElsewhere(outcome, solving)) ? 'lowers' : null
}

/** To a person a matter is told in other words than to a search field, so it is known by a shared word and by the time. */
function solvedElsewhere(failed: Outcome, solving: Outcome): boolean {
  const passedMs = Date.parse(solving.at) - Date.parse(failed.at)
  if (solving.answerId === failed.answerId || passedMs < 0 || passedMs > SAME_MATTER_MS) return false
  const said = matterStems(solving.query)
  return [...matterStems(failed.query)].some((one) => said.has(one))
}

const matterStems = (text: string): Set<string> =>
  new Set(
    tokenise(text)
      .filter((word) => matterOf(word) === 1)
      .map(stem),
  )
