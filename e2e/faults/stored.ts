export interface StoredMessage {
  conversationId: string
  seq: number
  id: string
  clientMessageId: string
  author: string
  kind: string
  text: string
  event: string | null
  sentAt: string
}
export interface StoredConversation {
  id: string
  visitorId: string
  site: string
  state: string
  operatorId: string | null
  lastSeq: number
  rev: number
  priority: number
  returned: number
  queuedAt: string | null
  visitorLeftAt?: string | null
}
export interface StoredDraft {
  conversationId: string
  text: string
  version: number
}
/** What is on disk when all is quiet. */
export interface Stored {
  messages: StoredMessage[]
  conversations: StoredConversation[]
  drafts: StoredDraft[]
}
