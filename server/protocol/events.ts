import type { InterfaceLocale } from '#shared'
import type {
  Author,
  ConversationDetail,
  ConversationSummary,
  HandoverPacket,
  Message,
  VisitorConversation,
} from './conversation.ts'
import type { FileAddress } from './files.ts'

/** Every request is acknowledged. A refusal names its code and, when waiting helps, how long. */
export type Ack<T> =
  | ({ ok: true } & T)
  | {
      ok: false
      code: RefusalCode
      retryAfterMs?: number
      message?: Message
      draft?: { text: string; version: number }
    }
export type RefusalCode =
  | 'invalid'
  | 'too_long'
  | 'too_many'
  | 'not_found'
  | 'not_allowed'
  | 'conflict'
  | 'closed'
  | 'taken'
  | 'full'
  | 'away'
  | 'signed_out'
  | 'draining'
  | 'unavailable'
  | 'version_unsupported'
  | 'placeholder_unfilled'
  /** The words of a template whose time has not come, or is over. */
  | 'template_untimely'
  | 'draft_conflict'
  /** A file named here is not there: never uploaded by this person, removed because it stayed unsent, or in another message. Upload it again under a new id. */
  | 'file_gone'
  /** With these the conversation would hold more than its site allows. */
  | 'conversation_files_full'
  /** The site asks for a tick under its line of consent, and none was set or its words are others now. */
  | 'consent_required'
  /** The site asks for something before the first message that cannot be skipped, and it is missing. */
  | 'form_required'
  /** The site takes messages only of visitors for whom the shop's server vouches. */
  | 'identity_required'
  /** The shop takes nothing from this visitor; the library is open to them as before. */
  | 'blocked'

export type Reply<T> = (ack: Ack<T>) => void

/** Is a person really there? Computed from leases, willingness, hours and capacity. */
export interface Availability {
  /** A person can take this now. */
  online: boolean
  /** Somebody is here, perhaps with every place taken: one can queue and be told a position. Absent on older servers. */
  staffed?: boolean
  /** Inside opening hours. */
  open: boolean
  /** ISO; when we open next (null: open, or not known). */
  opensAt: string | null
  closesAt: string | null
  timeZone: string
  waiting: number
  expectedWaitMs: number | null
}

export interface VisitorToServer {
  'conversation:start': (
    request: {
      clientMessageId: string
      text: string
      packet: HandoverPacket
      name?: string | null
      mail?: string | null
      /** `chat` when a person is there, `message` for the form when nobody is. */
      way: 'chat' | 'message'
      /** Ids of uploaded files, at most `FILES_PER_MESSAGE`; with them `text` may be empty. */
      files?: string[]
      /** Version of the line of consent that was ticked; needed where the site asks for a tick. */
      agreed?: string
    },
    reply: Reply<{ conversation: VisitorConversation; messages: Message[] }>,
  ) => void
  /** On every connect: what happened after `since`. `conversationId` null asks for the visitor's open one. */
  'conversation:resync': (
    request: { conversationId: string | null; since: number },
    reply: Reply<{ conversation: VisitorConversation | null; messages: Message[]; availability: Availability }>,
  ) => void
  'message:send': (
    request: { conversationId: string; clientMessageId: string; text: string; files?: string[] },
    reply: Reply<{ message: Message }>,
  ) => void
  /** Where the bytes of files in the visitor's own conversation are; ids that name none there are left out of the answer. At most 50 at once. */
  'files:open': (request: { conversationId: string; ids: string[] }, reply: Reply<{ addresses: FileAddress[] }>) => void
  'message:read': (request: { conversationId: string; seq: number }, reply: Reply<Record<never, never>>) => void
  /** Received but not yet seen; a resync's `since` and `message:read` say it too, so sending it is optional. */
  'message:received': (request: { conversationId: string; seq: number }, reply: Reply<Record<never, never>>) => void
  'typing:set': (request: { conversationId: string; typing: boolean }, reply: Reply<Record<never, never>>) => void
  /** What the visitor is writing, as far as `shownTyping` shows it; null: nothing any more. Only where the site wants it and the widget says so; kept nowhere. */
  'preview:set': (request: { conversationId: string; text: string | null }, reply: Reply<Record<never, never>>) => void
  /** "Answer me by mail instead", at any moment. With `stay` the visitor goes on waiting or talking, and the address is for the case that they leave. */
  'conversation:mail-instead': (
    request: { conversationId: string; mail: string; stay?: boolean },
    reply: Reply<{ conversation: VisitorConversation }>,
  ) => void
  'conversation:rate': (
    request: { conversationId: string; stars: number; comment?: string | null },
    reply: Reply<{ conversation: VisitorConversation }>,
  ) => void
  'conversation:end': (request: { conversationId: string }, reply: Reply<{ conversation: VisitorConversation }>) => void
}

export interface ServerToVisitor {
  'message:created': (fact: { message: Message }) => void
  'message:changed': (fact: { message: Message }) => void
  'conversation:changed': (fact: { conversation: VisitorConversation }) => void
  'typing:changed': (fact: { conversationId: string; author: Author; typing: boolean }) => void
  'availability:changed': (fact: Availability) => void
  /** This node is closing: connect again after the pause. */
  'node:draining': (fact: { reconnectInMs: number }) => void
}

export interface DeskToServer {
  /** On every connect: everything the inbox shows. */
  'inbox:resync': (
    request: Record<never, never>,
    reply: Reply<{
      me: DeskPresence
      queue: ConversationSummary[]
      mine: ConversationSummary[]
      /** Left by mail and not answered yet. Absent on older servers. */
      byMail?: number
      /** To be looked at before they wait for anybody. Absent on older servers. */
      held?: number
      operators: OperatorPresence[]
      notices: Notice[]
    }>,
  ) => void
  'presence:set': (request: { available: boolean }, reply: Reply<{ me: DeskPresence }>) => void
  /** Opens a conversation and follows it; resync with `since`. */
  'conversation:open': (
    request: { conversationId: string; since: number },
    reply: Reply<{ conversation: ConversationDetail; messages: Message[] }>,
  ) => void
  'conversation:close': (request: { conversationId: string }, reply: Reply<Record<never, never>>) => void
  'conversation:accept': (
    request: { conversationId: string },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  'conversation:decline': (request: { conversationId: string }, reply: Reply<Record<never, never>>) => void
  /** `answerId` names the answer that solved it; `libraryLacksAnswer` says there is none yet. */
  'conversation:solve': (
    request: { conversationId: string; answerId?: string | null; libraryLacksAnswer?: boolean },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  'conversation:reopen': (
    request: { conversationId: string },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  'conversation:transfer': (
    request: { conversationId: string; to: { operatorId: string } | { group: string }; note: string },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  /** 0 as usual, 1 before others, 2 before all: the order of the queue. */
  'conversation:prioritize': (
    request: { conversationId: string; priority: number },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  'conversation:take-over': (
    request: { conversationId: string },
    reply: Reply<{ conversation: ConversationDetail }>,
  ) => void
  'message:send': (
    request: {
      conversationId: string
      clientMessageId: string
      text: string
      template?: { id: string; edited: boolean } | null
      /** Ids of files uploaded to this conversation by the same person; with them `text` may be empty. */
      files?: string[]
    },
    reply: Reply<{ message: Message }>,
  ) => void
  'note:add': (
    request: { conversationId: string; clientMessageId: string; text: string; files?: string[] },
    reply: Reply<{ message: Message }>,
  ) => void
  /** As for visitors, of a conversation this person may read. */
  'files:open': (request: { conversationId: string; ids: string[] }, reply: Reply<{ addresses: FileAddress[] }>) => void
  'message:edit': (
    request: { conversationId: string; messageId: string; text: string },
    reply: Reply<{ message: Message }>,
  ) => void
  'message:delete': (request: { conversationId: string; messageId: string }, reply: Reply<{ message: Message }>) => void
  'message:read': (request: { conversationId: string; seq: number }, reply: Reply<Record<never, never>>) => void
  'message:received': (request: { conversationId: string; seq: number }, reply: Reply<Record<never, never>>) => void
  'typing:set': (request: { conversationId: string; typing: boolean }, reply: Reply<Record<never, never>>) => void
  /** `version` is the one the writer began from; another tab's newer draft is returned with `draft_conflict`, never overwritten silently. */
  'draft:save': (
    request: { conversationId: string; text: string; version: number },
    reply: Reply<{ draft: { text: string; version: number } }>,
  ) => void
}

export interface ServerToDesk {
  'message:created': (fact: { message: Message }) => void
  'message:changed': (fact: { message: Message }) => void
  /** `moved` is for other nodes: up to this revision everybody was told everything about the state. */
  'conversation:changed': (fact: { conversation: ConversationSummary; moved?: number }) => void
  /** It left this operator's lists at `rev` (absent: erased, or an older server): facts of it with a smaller one are old news. */
  'conversation:gone': (fact: { conversationId: string; rev?: number }) => void
  'read:changed': (fact: { conversationId: string; delivered: number; read: number }) => void
  'typing:changed': (fact: { conversationId: string; author: Author; typing: boolean }) => void
  /** What the visitor of one's own conversation is writing; null: nothing. Kept nowhere, by whoever hears it neither. */
  'preview:changed': (fact: { conversationId: string; text: string | null }) => void
  /** `untilMs`: how long from now. */
  'offer:made': (fact: { conversation: ConversationSummary; untilMs: number }) => void
  'offer:expired': (fact: { conversationId: string; setAway: boolean }) => void
  'presence:changed': (fact: {
    me?: DeskPresence
    operators: OperatorPresence[]
    byMail?: number
    held?: number
  }) => void
  'draft:changed': (fact: { conversationId: string; draft: { text: string; version: number } }) => void
  /** Something of the library changed: templates, review list and lists read again. */
  'library:changed': (fact: { answerIds: string[] }) => void
  /** Their list "For you" is not as it was: read it again. */
  'for-you:changed': (fact: Record<never, never>) => void
  /** A label of their site was made, changed or taken away: read them again. */
  'labels:changed': (fact: Record<never, never>) => void
  'notices:changed': (fact: { notices: Notice[] }) => void
  'node:draining': (fact: { reconnectInMs: number }) => void
}

export interface DeskPresence {
  available: boolean
  connected: boolean
  active: number
  capacity: number
  /** Why we set them away: an offer was not answered. */
  setAwayBecause: string | null
  /** For how long from now nothing is offered yet, after something was solved; `presence:set` ends it. Absent: something may be. */
  wrapsUpMs?: number
}
export interface OperatorPresence {
  id: string
  name: string
  available: boolean
  connected: boolean
  active: number
  capacity: number
}
export type NoticeCode =
  | 'search_degraded'
  /** The mail server does not answer. */
  | 'mail_down'
  /** No mail server is set up. */
  | 'mail_off'
  | 'mail_undelivered'
  /** Files of the content folder were left out. */
  | 'content_broken'
  /** A feed of products could not be read; for leads. */
  | 'feed_broken'
  | 'redis_down'
  | 'target_soon'
  | 'target_missed'
/** Something the desk should know. */
export interface Notice {
  code: NoticeCode
  since: string
  values?: Record<string, string | number>
}

/** `auth` of the visitor namespace. The desk namespace is known by its session cookie. */
export interface VisitorHandshake {
  protocol: number
  token: string
}
export type {
  Author,
  ConversationDetail,
  ConversationSummary,
  HandoverPacket,
  InterfaceLocale,
  Message,
  VisitorConversation,
}

/** What a client sends with this event, and what it is answered: the server's handlers and every client are typed by these. */
export type RequestOf<Events, E extends keyof Events> = Events[E] extends (request: infer R, reply: never) => void
  ? R
  : never
export type AckOf<Events, E extends keyof Events> = Events[E] extends (
  request: never,
  reply: (ack: infer A) => void,
) => void
  ? A
  : never
