import type { DeskMember } from '../../chat/conversation.ts'
import type { Answered } from '../answered.ts'

export interface Merging {
  /** `otherId` goes on in `conversationId`. */
  merge(person: DeskMember, conversationId: string, otherId: string): Promise<Answered<object>>
  /** They are two again. */
  unmerge(person: DeskMember, conversationId: string, otherId: string): Promise<Answered<object>>
}
