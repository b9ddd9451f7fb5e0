import type { Locale } from '#shared'
import type { AnswerPatch } from '../answers/answer.ts'
import type { AnswerId } from '../ids.ts'
import type { SynonymGroup, Verdict } from '../matching/index.ts'
import type { Result } from '../result.ts'

/** A step somebody is about to take. */
export type PlannedStep =
  /** `patch`: with these changes of the lead's own. */
  | { act: 'publish'; id: AnswerId; patch?: AnswerPatch }
  | { act: 'retire'; id: AnswerId }
  /** Its question and phrasings go to another answer, and it is retired. */
  | { act: 'merge'; id: AnswerId; into: AnswerId }
  | { act: 'synonyms'; groups: readonly SynonymGroup[] }

export interface ForeseenOutcome {
  verdict: Verdict
  /** The answer that stands first; null where a person is offered. */
  answer: { id: string; question: string } | null
}

/** `gained`: it gets more than before (nothing, a few candidates, one answer). `lost`: less. `moved`: as much, of another answer. */
export const FORESEEN_WAYS = ['lost', 'gained', 'moved'] as const
export type ForeseenWay = (typeof FORESEEN_WAYS)[number]

export interface ForeseenQuestion {
  text: string
  locale: Locale
  /** How often visitors asked it. */
  count: number
  way: ForeseenWay
  from: ForeseenOutcome
  to: ForeseenOutcome
}

export interface Foreseen {
  days: number
  /** Different questions replayed, and how often visitors asked them. */
  questions: number
  asked: number
  /** How many questions each way; what is listed is bounded, the most often asked first. */
  totals: Record<ForeseenWay, number>
  listed: ForeseenQuestion[]
  /** What is found by meaning beside words is not in here. */
  byWordsAlone: boolean
}

/** What a step would change of what visitors' past questions get: seen before it is taken. */
export interface Foresight {
  of(site: string, step: PlannedStep, now: number): Promise<Result<Foreseen, { code: 'not_found' | 'unavailable' }>>
}
