import type { InvitationEnding } from '#protocol'

/** A card that one operator, or a scenario, shows to one visit of the shop's pages. */
export interface TalkInvitationRow {
  id: string
  site: string
  /** Of the monitor: one visit in one browser. */
  visit: string
  /** The same while it stands; null: it has ended. */
  openVisit: string | null
  browser: string
  visitorId: string | null
  /** Empty: a scenario shows it for the shop. */
  operatorId: string
  operatorName: string
  text: string
  createdAt: string
  shownAt: string | null
  /** The tab that shows it: two of one visit do not show it twice. */
  shownIn: string | null
  endedAt: string | null
  ending: InvitationEnding | null
  conversationId: string | null
  /** null: an operator invites by hand. */
  scenario: string | null
  /** Of a scenario: its words in each language, as JSON; `text` is the one that was shown. */
  texts: string | null
  /** 1: it goes away once nobody of the site is at the desk. */
  needsSomebody: number
}

/** Whoever has not answered by then does not want to, or is not looking. */
export const INVITATION_STANDS_MS = 15 * 60_000
