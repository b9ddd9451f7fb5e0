import { createHash } from 'node:crypto'
import type { LearntItem, Outcome } from '../matcher.ts'
import {
  type Contribution,
  contributionsOf,
  isByOperator,
  OPERATOR_VISITORS,
  questionOf,
  SAME_MATTER_MS,
  weightOf,
} from './learn-from-outcomes.ts'

/** A pair weighs a whole phrasing after four people: what many more say of it need not be kept. */
export const MOST_PEOPLE_PER_PAIR = 20
/** A visitor moves twenty pairs at most; some more are kept, since a later solution may make sense of them. */
export const MOST_KEPT_PER_VISITOR = 60
/** Outcomes of visitors kept per site; beyond it the oldest go. */
export const MOST_KEPT_PER_SITE = 50_000

/** One thing learnt, before and after something was said of it. */
export interface LearntChange {
  before: LearntItem | undefined
  after: LearntItem | undefined
}

const byTime = (a: Outcome, b: Outcome): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)

/**
 * What all outcomes together teach, kept up to date outcome by outcome: only what the speaking visitor contributes to is
 * looked at again, so a vote costs the same in a shop of a day and of ten years, and the order of telling plays no part.
 */
export class Learning {
  /** Of each visitor, oldest first. */
  private readonly outcomes = new Map<string, Outcome[]>()
  /** Of each thing learnt, by visitor. */
  private readonly evidence = new Map<string, Map<string, Contribution>>()
  private readonly learnt = new Map<string, LearntItem>()
  private readonly raised = new Map<string, Map<string, LearntItem>>()
  /** How many outcomes of visitors each site keeps. */
  private readonly kept = new Map<string, number>()

  constructor(outcomes: readonly Outcome[] = []) {
    for (const [visitor, own] of Map.groupBy(outcomes, (one) => one.visitor)) {
      for (const one of own) this.count(one, 1)
      this.say(visitor, [...own].sort(byTime))
    }
  }

  items(): LearntItem[] {
    return [...this.learnt.values()]
  }

  item(id: string): LearntItem | undefined {
    return this.items().find((one) => one.id === id)
  }

  /** What raises an answer, first learnt first. */
  raising(answerId: string): LearntItem[] {
    const raising = [...(this.raised.get(answerId)?.values() ?? [])]
    return raising.sort((a, b) => (a.firstAt < b.firstAt || (a.firstAt === b.firstAt && a.id < b.id) ? -1 : 1))
  }

  /** Visitors that found an answer helpful, counted once for each question. */
  helped(answerId: string): number {
    let visitors = 0
    for (const item of this.raised.get(answerId)?.values() ?? []) visitors += item.visitors
    return visitors
  }

  /** False for what could not teach anything more: repeats, what many said before, a visitor who never stops. */
  isWorthKeeping(outcome: Outcome): boolean {
    const question = questionOf(outcome)
    if (question === '') return false
    if (isByOperator(outcome)) return true
    const own = this.outcomes.get(outcome.visitor) ?? []
    if (own.length >= MOST_KEPT_PER_VISITOR) return false
    const repeats = own.some(
      (one) =>
        one.kind === outcome.kind &&
        one.site === outcome.site &&
        one.answerId === outcome.answerId &&
        questionOf(one) === question &&
        Date.parse(outcome.at) - Date.parse(one.at) < SAME_MATTER_MS,
    )
    if (repeats) return false
    const effect: LearntItem['effect'] = outcome.kind === 'helped' ? 'raises' : 'lowers'
    const people = this.evidence.get(JSON.stringify([outcome.site, effect, question, outcome.answerId ?? null]))
    return (people?.size ?? 0) < MOST_PEOPLE_PER_PAIR
  }

  add(outcome: Outcome): LearntChange[] {
    this.count(outcome, 1)
    return this.say(outcome.visitor, [...(this.outcomes.get(outcome.visitor) ?? []), outcome].sort(byTime))
  }

  /** Forgets the outcomes that `gone` names. */
  remove(gone: (outcome: Outcome) => boolean): LearntChange[] {
    const changes: LearntChange[] = []
    for (const [visitor, own] of this.outcomes) {
      const left = own.filter((one) => !gone(one))
      if (left.length === own.length) continue
      for (const one of own) if (gone(one)) this.count(one, -1)
      changes.push(...this.say(visitor, left))
    }
    return changes
  }

  /** When a site keeps too much: the time up to which what visitors said of it may go, a tenth of it; null otherwise. */
  outlived(site: string): string | null {
    if ((this.kept.get(site) ?? 0) <= MOST_KEPT_PER_SITE) return null
    const times = [...this.outcomes.values()].flatMap((own) =>
      own.filter((one) => one.site === site && !isByOperator(one)).map(({ at }) => at),
    )
    return times.sort()[Math.floor(MOST_KEPT_PER_SITE / 10)] ?? null
  }

  private count(outcome: Outcome, by: 1 | -1): void {
    if (!isByOperator(outcome)) this.kept.set(outcome.site, (this.kept.get(outcome.site) ?? 0) + by)
  }

  /** Puts what a visitor says in the place of what they said before. */
  private say(visitor: string, outcomes: Outcome[]): LearntChange[] {
    const before = contributionsOf(this.outcomes.get(visitor) ?? [])
    const after = contributionsOf(outcomes)
    if (outcomes.length > 0) this.outcomes.set(visitor, outcomes)
    else this.outcomes.delete(visitor)
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
      this.weigh(key, visitor, after.get(key) ?? null),
    )
  }

  private weigh(key: string, visitor: string, contribution: Contribution | null): LearntChange[] {
    const people = this.evidence.get(key) ?? new Map<string, Contribution>()
    if (contribution) people.set(visitor, contribution)
    else people.delete(visitor)
    const before = this.learnt.get(key)
    const after = people.size > 0 ? itemOf(key, [...people.values()]) : undefined
    if (after) {
      this.evidence.set(key, people)
      this.learnt.set(key, after)
    } else {
      this.evidence.delete(key)
      this.learnt.delete(key)
    }
    const { effect, answerId } = after ?? before ?? {}
    if (effect === 'raises' && answerId) {
      const raising = this.raised.get(answerId) ?? new Map<string, LearntItem>()
      if (after) raising.set(key, after)
      else raising.delete(key)
      if (raising.size > 0) this.raised.set(answerId, raising)
      else this.raised.delete(answerId)
    }
    return [{ before, after }]
  }
}

function itemOf(key: string, people: readonly Contribution[]): LearntItem {
  const first = people.reduce((a, b) => (b.firstAt < a.firstAt ? b : a))
  const byOperator = people.some((one) => one.byOperator)
  const visitors = people.length
  return {
    id: `lrn_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`,
    site: first.site,
    effect: first.effect,
    question: first.question,
    answerId: first.answerId,
    visitors,
    weight: first.effect === 'absent' ? 1 : weightOf(visitors + (byOperator ? OPERATOR_VISITORS - 1 : 0)),
    firstAt: first.firstAt,
    lastAt: people.reduce((at, one) => (one.lastAt > at ? one.lastAt : at), first.lastAt),
    source: byOperator ? 'operators' : 'visitors',
  }
}
