import type { Page } from '#shared'
import type { ForYouKind } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { ForYou } from '../../chat/moves/for-you/put-for-you.ts'

export interface ForYouItem {
  id: string
  kind: ForYouKind
  site: string
  at: string
  read: boolean
  byName: string | null
  /** null: it is not about one, or not theirs to read any more. */
  conversation: { id: string; question: string; state: string } | null
  answer: { id: string; question: string } | null
  /** What is to be done. Absent: it is no task. */
  task?: string
}

/** What somebody should see, kept until they have. */
export interface ForYouDoor {
  forYou(person: DeskMember, page: { page: number; perPage: number }): Promise<Page<ForYouItem> & { unread: number }>
  /** `ids` null: everything. */
  readForYou(person: DeskMember, ids: readonly string[] | null): Promise<{ unread: number }>
  /** Something happened to an answer of theirs; said twice it stands once. */
  tellForYou(one: ForYou): Promise<void>
}
