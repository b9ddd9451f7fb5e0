import type { Mark } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { KeptOut } from '../../chat/keeping-out.ts'
import type { Answered } from '../answered.ts'

/** What is known of one visitor, for whoever may read one of their conversations. */
export interface VisitorCard {
  /** As they called themselves, newest first. */
  names: string[]
  mails: string[]
  /** Ids by which the shop's server knows them. */
  verifiedIds: string[]
  firstAt: string
  /** Newest first; of an operator those they may open. */
  conversations: {
    id: string
    question: string
    state: string
    byMail: boolean
    createdAt: string
    stars: number | null
    ratingComment: string | null
    mark: Mark | null
  }[]
  /** Conversations this person may not open. */
  others: number
  marks: Record<Mark, number>
  /** Searches, answers opened and voted on, newest first, as long as they are kept. */
  visits: { at: string; kind: string; query: string; answerId: string | null; reason: string | null }[]
  notes: { id: string; text: string; by: { id: string; name: string }; createdAt: string }[]
  /** null: they may write. */
  blocked: KeptOut | null
  /** Which of the ids belong together and by whom; each can be taken back. */
  joins: { id: string; how: 'verified' | 'hand'; byName: string | null; createdAt: string }[]
  /** Conversations of somebody else who gave the same mail address: perhaps the same person. */
  alike: { conversationId: string; name: string | null; mail: string; question: string }[]
}

type Nothing = Record<never, never>

export interface Cards {
  /** null: no conversation this person may read. */
  card(person: DeskMember, conversationId: string): Promise<VisitorCard | null>
  addVisitorNote(person: DeskMember, conversationId: string, text: string): Promise<Answered<{ id: string }>>
  removeVisitorNote(person: DeskMember, conversationId: string, id: string): Promise<Answered<Nothing>>
  joinVisitors(person: DeskMember, conversationId: string, otherId: string): Promise<Answered<Nothing>>
  partVisitors(person: DeskMember, conversationId: string, id: string): Promise<Answered<Nothing>>
  /** Whoever was a stranger with this id is vouched for now. */
  joinVerified(site: string, strangerId: string, verifiedId: string): Promise<void>
}
