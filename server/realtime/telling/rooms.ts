import type { InterfaceLocale } from '#shared'
import { isInterfaceLocale } from '#shared'
import { type ConversationRow, type DeskMember, isLeadOn } from '../../chat/conversation.ts'

/** Rooms. Who follows a conversation is named with its operator, so that a new operator makes a new room nobody else is in (I9). */
export const rooms = {
  visitor: (id: string) => `visitor:${id}`,
  /** Visitors of a site who read one language: whether anybody is there for them depends on both. */
  site: (id: string, locale: InterfaceLocale) => `site:${locale}:${id}`,
  person: (id: string) => `person:${id}`,
  /** Everybody at the desk of a site (I11); those who are members of every site stand in a room of their own. */
  members: (site: string): string[] => [`desk:${site}`, 'desk'],
  leads: (site: string): string[] => [`leads:${site}`, 'leads'],
  /** Where somebody at the desk stands from the moment they come. */
  ofMember: (person: DeskMember): string[] => {
    const { id, role, sites } = person
    if (sites === null) return [rooms.person(id), 'desk', ...(role === 'operator' ? [] : ['leads'])]
    return [
      rooms.person(id),
      ...Object.keys(sites).flatMap((site) => [`desk:${site}`, ...(isLeadOn(person, site) ? [`leads:${site}`] : [])]),
    ]
  },
  followers: (conversationId: string, operatorId: string | null) => `open:${conversationId}:${operatorId ?? 'free'}`,
  leadFollowers: (conversationId: string) => `open:${conversationId}:lead`,
  /** Begins the names of all rooms of those who follow it. */
  following: (conversationId: string) => `open:${conversationId}:`,
  /** Everybody at the desk who reads it: its operator and who follows it. */
  readers: (conversationId: string, operatorId: string | null): string[] => {
    const following = [rooms.followers(conversationId, operatorId), rooms.leadFollowers(conversationId)]
    return operatorId ? [...following, rooms.person(operatorId)] : following
  },
}

/** Whose room this is, if it is one of `rooms.site`. */
export function siteOfRoom(room: string): { site: string; locale: InterfaceLocale } | null {
  const [kind, locale, ...site] = room.split(':')
  return kind === 'site' && isInterfaceLocale(locale) ? { site: site.join(':'), locale } : null
}

/** In everybody's lists, not only in its operator's. */
export const isForAnyone = (row: Pick<ConversationRow, 'operatorId' | 'state'>): boolean =>
  row.operatorId === null && row.state !== 'solved'
