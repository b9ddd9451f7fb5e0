import type { InterfaceLocale } from '#shared'
import type { MessageFile } from './files.ts'
import type { HeldBecause, Mark } from './keeping-out.ts'

/** queued → active → solved, or waiting for a reply by mail; a solved one can be reopened. */
export type ConversationState = 'queued' | 'active' | 'waiting' | 'solved'

/** What the visitor did before asking for a person. */
export interface HandoverPacket {
  /** Newest last, at most 20. */
  searches: { text: string; at: string; verdict: string; results: number }[]
  /** Answers opened, and whether each helped (null: not said). */
  read: { answerId: string; question: string; url: string; helped: boolean | null; reason?: string | null }[]
  page: { url: string; title: string } | null
  product: { sku: string; name: string } | null
  /** What stood in the field when the visitor asked for a person. */
  draft: string
  locale: InterfaceLocale
  timeZone: string | null
  /** Where the shop asks for a tick: what they agreed to and when. Kept by the server, never taken from the visitor's side. */
  consent?: { text: string; version: string; at: string }
  /** What the shop asked before the first message and the visitor chose to say; name and mail address stand with the visitor. */
  form?: { subject?: string; phone?: string; order?: string }
}

export type Author = 'visitor' | 'operator' | 'system'

/** One entry of a conversation. `seq` runs 1…n without a gap and is the only order. */
export interface Message {
  id: string
  conversationId: string
  seq: number
  /** Made by the sender; the same one is stored once. */
  clientMessageId: string
  author: Author
  /** Shown name; never an account name or address. */
  authorName: string | null
  /** `text`, or a system fact named by code (`operator_joined`, `solved`, `transferred`, `auto_reply` …) worded by the interface. */
  kind: 'text' | 'note' | 'event'
  /** Empty where the files say it all, and of a deleted message. */
  text: string
  /** Never of a deleted message. */
  files?: MessageFile[]
  event?: { code: string; values?: Record<string, string | number> } | null
  /** Desk only: the template it began as, and whether it was changed afterwards. */
  template?: { id: string; edited: boolean } | null
  editedAt?: string | null
  deletedAt?: string | null
  sentAt: string
}

/** Somebody who answers, as visitors of one site see them. */
export interface Face {
  /** Empty: no human name is known. */
  name: string
  /** What they do at the shop, in their own words. */
  role?: string
  /** Address of a small square picture, kept for good. */
  photo?: string
}

/** A conversation as its visitor sees it. */
export interface VisitorConversation {
  id: string
  state: ConversationState
  /** `here`: whether they are connected now; absent on older servers. */
  operator: (Face & { here?: boolean }) | null
  /** While queued: who it is offered to, or who may take it. Absent on older servers. */
  next?: Face[]
  /** With a photograph: who else wrote here. Messages name them by `authorName`. */
  faces?: Face[]
  /** 1…k while queued. */
  position: number | null
  /** null: not known yet, and said so. */
  expectedWaitMs: number | null
  lastSeq: number
  /** Grows with every change; a fact with a smaller one than already shown is old news. */
  rev: number
  /** Highest seq the other side has received and read. */
  delivered: number
  read: number
  rating: number | null
  mail: string | null
  locale: InterfaceLocale
  createdAt: string
}

/** A row of the desk's lists. */
export interface ConversationSummary {
  id: string
  site: string
  state: ConversationState
  locale: InterfaceLocale
  /** The visitor's own words: the question that brought them. */
  question: string
  visitor: {
    name: string | null
    mail: string | null
    verified: boolean
    /** The id by which the shop's server knows them, and whether it signed the name and the mail address shown; null: it said nothing. */
    vouched: { id: string; name: boolean; mail: boolean } | null
    online: boolean
  }
  operator: { id: string; name: string } | null
  /** While it is offered to one operator who has not answered yet. */
  offeredTo: { id: string; until: string } | null
  position: number | null
  priority: number
  /** It waits to be looked at, and why. Absent: it does not, or the server is older. */
  held?: HeldBecause
  mark?: Mark
  /** Out of its operator's way until then or until the visitor writes; null: until they write. Absent: it is not. */
  snoozed?: { until: string | null }
  /** Ids of its labels. Absent: none, or the server is older. */
  labels?: string[]
  product: { sku: string; name: string } | null
  lastMessage: { author: Author; text: string; at: string } | null
  unread: number
  lastSeq: number
  rev: number
  /** When the next message of ours is due, and how near that is. */
  due: { at: string; level: 'fine' | 'soon' | 'missed' } | null
  createdAt: string
  solvedAt: string | null
  promotedTo: string | null
}

export interface ConversationDetail extends ConversationSummary {
  packet: HandoverPacket
  /** Seq the visitor has received and read. */
  visitorDelivered: number
  visitorRead: number
  draft: { text: string; version: number } | null
  rating: { stars: number; comment: string | null } | null
  earlier: { id: string; question: string; solvedAt: string | null }[]
  /** People of the desk, under each name that they have written here; an older server leaves it out. */
  wrote?: { id: string; name: string }[]
  /** Others of the same person that are open; `mayMerge`: this reader may let them go on in this one. Absent: none, or the server is older. */
  alsoOpen?: { id: string; question: string; state: ConversationState; createdAt: string; mayMerge: boolean }[]
  /** Which go on in this one. Absent: none. */
  merged?: { id: string; question: string; createdAt: string; lastSeq: number }[]
  /** In which it goes on. Absent: in itself. */
  mergedInto?: { id: string; question: string; state: ConversationState }
}
