import type { InterfaceLocale } from '#shared'
import type { Face, InvitationEnding } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { Answered } from '../answered.ts'
import type { PlaceholderValues } from '../desk/placeholder-values.ts'
import type { Visitor } from '../visitor.ts'

/** How an invitation stands, as the desk is told it. */
export interface InvitationState {
  id: string
  visit: string
  by: { id: string; name: string }
  shown: boolean
  /** A scenario shows it. */
  automatic: boolean
  /** null: it stands. */
  ending: InvitationEnding | null
}

/** What a page of the shop draws. */
export interface InvitationCard {
  text: string
  /** That no person has written it, in words; null: one has. */
  automatic: string | null
  /** Whoever asks, as visitors of this site see them. */
  face: Face & { initials: string; hue: number }
  /** The line of consent, where the shop shows one. */
  consent: { text: string; version: string; link: string | null; tick: boolean } | null
}

type Nothing = Record<never, never>

export interface Inviting {
  /** A card for this visit; refusals are those of the move `inviteVisitor`, and `not_found` where the visit is over. */
  invite(person: DeskMember, site: string, visit: string, text: string): Promise<Answered<{ id: string }>>
  /** Takes back what stands on this visit. */
  takeBack(person: DeskMember, site: string, visit: string): Promise<Answered<Nothing>>
  /** Those that stand on this site, and those that ended a short while ago. */
  invitations(site: string): InvitationState[]
  /** Id of the invitation that stands for this visit; from memory, since every page asks every few seconds. */
  invitationFor(site: string, visit: string): string | null
  /** In how many milliseconds the page of this visit asks again. */
  hearsAgain(site: string, visit: string): number
  /** An operator looks at this visit: its page asks at once from now on, for some minutes. */
  attendVisit(visit: string): void
  showInvitation(r: {
    id: string
    site: string
    visit: string
    tab: string
    locale: InterfaceLocale
  }): Promise<Answered<InvitationCard>>
  closeInvitation(r: { id: string; site: string; visit: string }): Promise<Answered<Nothing>>
  /** Begins the conversation with whoever invited. */
  answerInvitation(
    visitor: Visitor,
    r: {
      id: string
      visit: string
      text: string
      clientMessageId: string
      timeZone: string | null
      agreed?: string | undefined
    },
    network: string,
  ): Promise<Answered<{ conversation: string }>>
  /** What was shown to this browser: its visitor does not want to be watched. */
  forgetInvitations(site: string, browser: string): Promise<void>
  /** Values of a template's placeholders in an invitation. */
  invitationValues(person: DeskMember, site: string, locale: InterfaceLocale): Promise<PlaceholderValues>
}
