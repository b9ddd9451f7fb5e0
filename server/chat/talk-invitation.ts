import type { InvitationEnding } from '#protocol'

/** A card that one operator shows to one visit of the shop's pages. */
export interface TalkInvitationRow {
  id: string
  site: string
  /** Of the monitor: one visit in one browser. */
  visit: string
  /** The same while it stands; null: it has ended. */
  openVisit: string | null
  browser: string
  visitorId: string | null
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
}

/** Whoever has not answered by then does not want to, or is not looking. */
export const INVITATION_STANDS_MS = 15 * 60_000
