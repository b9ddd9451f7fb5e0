import type { ConversationState, Message, RefusalCode } from '#protocol'

/** A message that is on disk now, and who may hear of it. */
export interface Said {
  message: Message
  /** false: an older message was edited or deleted. */
  fresh: boolean
  visitorId: string
  operatorId: string | null
  authorId: string | null
}

/** A conversation that is not as it was. */
export interface Moved {
  conversationId: string
  site: string
  visitorId: string
  operatorId: string | null
  state: ConversationState
  before: { operatorId: string | null; state: ConversationState | null; offeredTo: string | null }
  offeredTo: string | null
  /** Of the row after this change. */
  movedRev: number
}

/** What a move did, known only after its transaction is committed: the answer to the asker and the facts for everyone else. */
export type Outcome<V> = Done<V> | Refused
export interface Done<V> {
  ok: true
  value: V
  said: Said[]
  moved: Moved[]
  /** In whose list "For you" something changed. */
  forYou?: string[]
}
export interface Refused {
  ok: false
  code: RefusalCode
  retryAfterMs?: number
  message?: Message
  draft?: { text: string; version: number }
}

export const done = <V>(value: V, said: Said[] = [], moved: Moved[] = [], forYou: string[] = []): Done<V> => ({
  ok: true,
  value,
  said,
  moved,
  ...(forYou.length > 0 ? { forYou } : {}),
})
export const refused = (code: RefusalCode, more: Omit<Refused, 'ok' | 'code'> = {}): Refused => ({
  ok: false,
  code,
  ...more,
})
