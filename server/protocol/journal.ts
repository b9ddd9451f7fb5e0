import type { Locale } from '#shared'

/** What is entered with the deed itself. */
export const ENTERED_ACTS = [
  'offered',
  'declined',
  'lapsed',
  'withdrawn',
  'taken',
  'reopened',
  'transferred',
  'returned',
  'solved',
  'ended',
  'rated',
  'promoted',
  'priority',
  'edited',
  'deleted',
  'read',
] as const
export type EnteredAct = (typeof ENTERED_ACTS)[number]

/** With what stands elsewhere already: messages, availability, the audit log, conversations. */
export type JournalAct = EnteredAct | 'template' | 'away' | 'back' | 'signed_in' | 'signed_out' | 'unanswered'

/** By what a lead narrows the journal. Each act is of one kind. */
export const JOURNAL_KINDS = {
  unanswered: ['unanswered'],
  offers: ['offered', 'declined', 'lapsed', 'withdrawn'],
  hands: ['taken', 'reopened', 'transferred', 'returned', 'priority'],
  ends: ['solved', 'ended', 'rated', 'promoted'],
  messages: ['template', 'edited', 'deleted'],
  presence: ['back', 'away', 'signed_in', 'signed_out'],
  reading: ['read'],
} as const satisfies Record<string, readonly JournalAct[]>
export type JournalKind = keyof typeof JOURNAL_KINDS
export const isJournalKind = (name: string): name is JournalKind => Object.hasOwn(JOURNAL_KINDS, name)

// GET /api/desk/journal
export interface JournalEntry {
  id: string
  at: string
  act: JournalAct
  /** In which way, or why; of `priority` the number. */
  how: string | null
  /** Who did it; of `unanswered` nobody. */
  person: string | null
  /** To whom, from whom, by whom or whose. */
  other: string | null
  group: string | null
  stars: number | null
  /** null: of no conversation. */
  conversation: string | null
  /** null: erased since. */
  question: string | null
  /** Of a sign-in. */
  address: string | null
  place: { country: string | null; city: string | null } | null
}

// GET /api/desk/journal/visits
/** Somebody who looked something up, found nothing and asked nobody. */
export interface UnansweredVisit {
  id: string
  at: string
  query: string
  locale: Locale
}
