import { type Locale, LOCALES } from '#shared'
import type { Person } from '../actor.ts'
import type { AnswerId, PhrasingId } from '../ids.ts'
import type { AnswerContent, AnswerPatch } from './content.ts'

export type { AnswerContent, AnswerPatch, Locale }
export { LOCALES }

export const ANSWER_STATES = ['draft', 'in_review', 'published', 'retired'] as const
export type AnswerState = (typeof ANSWER_STATES)[number]

/** `public`: visitors see it. `operators`: only the desk does (a template). */
export type Audience = AnswerContent['audience']

/** A way a visitor asked what this answer answers. `source` says where it came from, so that it can be judged and removed. */
export interface Phrasing {
  id: PhrasingId
  text: string
  source: 'content' | 'editor' | 'promotion' | 'outcome'
  at: string
}

/** What somebody writes at once with a new answer; `from` is the conversation it was promoted from. */
export type NewAnswer = AnswerContent & { phrasings: string[]; from?: string | null }

/** The one record of the library. A published answer that is being revised keeps its published revision: that is what visitors see. */
export interface Answer extends AnswerContent {
  id: AnswerId
  state: AnswerState
  /** Number of the newest revision, 1…n. */
  revision: number
  /** The published revision, or null while never published or retired; named as its column and the API name it. */
  liveRevision: number | null
  phrasings: Phrasing[]
  author: Person
  approvedBy: Person | null
  /** Approved by its own author because no other lead exists. */
  selfApproved: boolean
  /** The lead's words when it was returned to the author. */
  returnedWith: string | null
  /** The conversation it was promoted from. */
  from: string | null
  createdAt: string
  updatedAt: string
  publishedAt: string | null
}

export interface Revision extends AnswerContent {
  answerId: AnswerId
  revision: number
  author: Person
  at: string
  /** What the step was: `created`, `revised`, `submitted`, `approved`, `returned`, `retired`, `restored`, `tended`, `imported`. */
  act: string
  comment: string | null
}

/** Of the desk's list; what is left out fits any. */
export interface AnswerFilter {
  site: string
  state?: AnswerState
  locale?: Locale
  category?: string
  audience?: Audience
  product?: string
  author?: string
  /** All of its words stand in question or body, in whatever order. */
  text?: string
  /** Of a search by the matcher, best first: they fit the words too, and stand before the others. */
  first?: readonly string[]
  page: number
  perPage: number
}
