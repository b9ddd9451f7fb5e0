import type { DeskMember } from '../../chat/conversation.ts'
import type { Snooze } from '../../chat/moves/snoozing/snooze.ts'
import type { Answered } from '../answered.ts'

export interface Snoozing {
  /** Puts a conversation off, or takes that back with null. */
  snooze(person: DeskMember, conversationId: string, snooze: Snooze['snooze']): Promise<Answered<object>>
}
