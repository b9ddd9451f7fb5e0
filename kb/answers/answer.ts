import type { AnswerId, PhrasingId } from '../ids.ts'

export const LOCALES = ['ru', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export const ANSWER_STATES = ['draft', 'in_review', 'published', 'retired'] as const
export type AnswerState = (typeof ANSWER_STATES)[number]

/** `public`: visitors see it. `operators`: only the desk does (a template). */
export type Audience = 'public' | 'operators'

/** A way a visitor asked what this answer answers. `source` says where it came from, so that it can be judged and removed. */
export interface Phrasing {
  id: PhrasingId
  text: string
  source: 'content' | 'editor' | 'promotion' | 'outcome'
  at: string
}

/** What an author writes; everything else about an answer follows from who did what when. */
export interface AnswerContent {
  site: string
  locale: Locale
  /** The same `category` and `slug` in two locales are translations of each other. */
  category: string
  slug: string
  question: string
  /** Markdown with `answer:category/slug` links and placeholders (placeholders only where audience is `operators`). */
  body: string
  audience: Audience
  /** SKUs this answer is about; empty: the whole shop. */
  products: string[]
  /** What an operator types after `/`; templates only. */
  shortcut: string | null
}

/** What somebody writes at once with a new answer; `from` is the conversation it was promoted from. */
export type NewAnswer = AnswerContent & { phrasings: string[]; from?: string | null }
/** A change of what is written; language and site of an answer stand. */
export type AnswerPatch = Partial<Omit<AnswerContent, 'site' | 'locale'>>

/** The one record of the library. `live` content is what visitors see; a published answer under revision keeps its live revision. */
export interface Answer extends AnswerContent {
  id: AnswerId
  state: AnswerState
  /** Number of the newest revision, 1…n. */
  revision: number
  /** The revision visitors see, or null while never published or retired. */
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
  /** What the step was: `created`, `revised`, `submitted`, `approved`, `returned`, `retired`, `restored`, `imported`. */
  act: string
  comment: string | null
}

/** Who acts. Roles are decided at the edge; the library only asks whether a person may approve. */
export interface Person {
  id: string
  name: string
}
export interface Actor extends Person {
  role: 'operator' | 'lead' | 'admin' | 'system'
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
  text?: string
  page: number
  perPage: number
}
