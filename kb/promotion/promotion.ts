import type { Locale } from '#shared'
import type { Actor } from '../actor.ts'
import type { Answer, NewAnswer } from '../answers/answer.ts'
import type { Hit } from '../answers/finding/finding.ts'
import type { ContentRefused } from '../answers/refusals.ts'
import type { Result } from '../result.ts'
import type { Misspelling } from '../spelling/spelling.ts'
import type { PersonalData } from './personal-data.ts'

/** What the desk hands over: the visitor's words and the operator's messages of a solved conversation. */
export interface SolvedConversation {
  id: string
  site: string
  locale: Locale
  state: 'solved' | string
  visitorWords: string[]
  searchedFor: string[]
  operatorMessages: string[]
  product?: string | null
  /** Names of the visitor and of the operators who answered: personal in an answer for everybody. */
  people?: readonly string[]
}

export interface PromotionProposal {
  draft: NewAnswer
  /** More of what the visitor wrote: no phrasings unless the operator says so. */
  others: string[]
  /** Names that stand for somebody in this conversation: the desk points at them when they are typed again. */
  names: string[]
  /** Where personal data stood in the originals (already removed from the draft). */
  removed: { field: 'question' | 'body' | 'phrasing'; kind: PersonalData['kind']; text: string }[]
  misspelled: { question: Misspelling[]; body: Misspelling[] }
  /** Answers that may already say this: "add this phrasing instead". */
  similar: Hit[]
}

export interface Promotion {
  prepare(solved: SolvedConversation): Promise<Result<PromotionProposal, { code: 'not_solved' | 'nothing_said' }>>
  /** Saves the draft and sends it to review. Refuses unknown words unless listed in `explainedWords`, and personal data always. */
  promote(
    draft: NewAnswer,
    explainedWords: string[],
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, ContentRefused>>
}
