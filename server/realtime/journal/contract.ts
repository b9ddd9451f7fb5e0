import type { Page } from '#shared'
import type { JournalEntry, JournalKind } from '#protocol'

export interface JournalAsked {
  /** null: of every kind. */
  kind: JournalKind | null
  /** What they did, and what was done to them. */
  person: string | null
  conversation: string | null
  /** Words that stand in the conversation. */
  words: string
  /** The last so many days by the site's calendar, with today; of a conversation all its days. */
  days: number
}

/** Everything that happened to conversations and to those who answer them; for the leads of a site. */
export interface Journal {
  /** The moments between which the last so many days of the site's calendar lie, the second excluded. */
  lastDays(site: string, days: number): Promise<[from: string, until: string]>
  /** Newest first. */
  journal(site: string, asked: JournalAsked, page: { page: number; perPage: number }): Promise<Page<JournalEntry>>
}
