import type { InterfaceLocale } from '#shared'
import type { Author, ConversationState, HeldBecause, Mark, Message } from '#protocol'

/** A conversation as it is stored. Numbers stand for booleans, `packet` and `declinedBy` are JSON. */
export interface ConversationRow {
  id: string
  site: string
  visitorId: string
  state: ConversationState
  locale: InterfaceLocale
  /** The visitor's own words that opened it. */
  question: string
  packet: string
  visitorName: string | null
  visitorMail: string | null
  verified: number
  /** JSON of what the shop's server signed: id, name and mail; null: nothing, or on rows older than the column. */
  vouched: string | null
  operatorId: string | null
  operatorName: string | null
  /** Who had it before: asked first when it comes back. */
  previousOperatorId: string | null
  groupName: string | null
  /** JSON: names of what the question is about; null on rows older than the column. */
  topics: string | null
  priority: number
  /** 1: lost its operator and stands before those who came later. */
  returned: number
  queuedAt: string | null
  offeredTo: string | null
  offeredUntil: string | null
  /** `{ personId: until }`: not offered again to them before then. */
  declinedBy: string | null
  lastSeq: number
  visitorDelivered: number
  visitorRead: number
  operatorDelivered: number
  operatorRead: number
  /** The visitor's messages beyond `operatorRead`. */
  unread: number
  wantsMail: number
  /** When the visitor's last connection ended; null: they are here. */
  visitorLeftAt: string | null
  /** Since when the visitor wants no letters about it. */
  mailStoppedAt: string | null
  startKey: string
  address: string | null
  /** Keyed digest of the /24 or /48 the address lies in; null on rows older than the column. */
  subnet: string | null
  /** Keyed digest of the words it began with, where the site looks for repeated ones. */
  openingKey: string | null
  /** Why it is looked at before it waits for anybody; null: it is not, or was. */
  heldBecause: HeldBecause | null
  /** What an operator thought of it. */
  mark: Mark | null
  /** Since when it is out of its operator's way; null: it is not. */
  snoozedAt: string | null
  /** Until when at the latest; null with `snoozedAt`: until the visitor writes. */
  snoozedUntil: string | null
  /** The conversation it goes on in; null: in itself. */
  mergedInto: string | null
  /** When a silent visitor was reminded. */
  remindedAt: string | null
  /** Since when it takes no place, because its visitor was answered and is gone. */
  restsSince: string | null
  /** JSON: ids of the labels it has; null: none. */
  labels: string | null
  stars: number | null
  ratingComment: string | null
  acceptedAt: string | null
  firstResponseAt: string | null
  /** Since when the visitor's newest words are unanswered. */
  awaitingSince: string | null
  solvedAt: string | null
  answerId: string | null
  promotedTo: string | null
  lastAuthor: Author | null
  lastText: string | null
  lastAt: string | null
  raised: number
  rev: number
  /** The `rev` of the last change of state: who was told that one or a later one knows how the conversation stands. */
  movedRev: number
  createdAt: string
  changedAt: string
}

export interface MessageRow {
  conversationId: string
  seq: number
  id: string
  clientMessageId: string
  author: Author
  authorId: string | null
  authorName: string | null
  kind: Message['kind']
  text: string
  /** JSON of what the message shows of its files; null: none. */
  files: string | null
  event: string | null
  templateId: string | null
  templateEdited: number | null
  editedAt: string | null
  deletedAt: string | null
  sentAt: string
}

/** What somebody may do on a site they are a member of. */
export type SiteRole = 'operator' | 'lead'

/** A person signed in at the desk, as far as conversations care. */
export interface DeskMember {
  id: string
  name: string
  /** On the site they have chosen. */
  role: SiteRole | 'admin'
  /** Their role on each site they are a member of; null: a member of every site, in the role above. */
  sites: Readonly<Record<string, SiteRole>> | null
}

/** Of one site; null: they are no member of it, and nothing of it is theirs to know (I11). */
export function roleOn({ role, sites }: Pick<DeskMember, 'role' | 'sites'>, site: string): DeskMember['role'] | null {
  if (sites === null) return role
  return Object.hasOwn(sites, site) ? (sites[site] ?? null) : null
}
export const isMemberOf = (person: Pick<DeskMember, 'role' | 'sites'>, site: string): boolean =>
  roleOn(person, site) !== null
export const isLeadOn = (person: Pick<DeskMember, 'role' | 'sites'>, site: string): boolean => {
  const role = roleOn(person, site)
  return role !== null && role !== 'operator'
}

let lastNow = Number.NaN
let lastIso = ''
/** The same moment is written several times for each message, and shared by the messages of a batch. */
export function isoAt(now: number): string {
  if (now !== lastNow) {
    lastIso = new Date(now).toISOString()
    lastNow = now
  }
  return lastIso
}

/** Who left this short ago may be back with the next network: they keep counting as somebody who waits. */
export const GONE_MS = 30_000

/** What somebody holds and has at hand: neither put off, nor of a visitor who was answered and is gone. */
export const TAKES_PLACE = `"state" = 'active' and "snoozedAt" is null and ("restsSince" is null or "awaitingSince" is not null)`

/** Order of the queue: priority, then those who lost their operator, then first come first served. */
export const QUEUE_ORDER = '"priority" desc, "returned" desc, "queuedAt" asc, "id" asc'

/** A deleted message keeps its place and loses its words. `authorId` never leaves the server. */
export function presentMessage(row: MessageRow): Message {
  const message: Message = {
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    clientMessageId: row.clientMessageId,
    author: row.author,
    authorName: row.authorName,
    kind: row.kind,
    text: row.deletedAt ? '' : row.text,
    sentAt: row.sentAt,
  }
  if (row.files && !row.deletedAt) message.files = JSON.parse(row.files)
  if (row.event) message.event = JSON.parse(row.event)
  if (row.templateId) message.template = { id: row.templateId, edited: row.templateEdited === 1 }
  if (row.editedAt) message.editedAt = row.editedAt
  if (row.deletedAt) message.deletedAt = row.deletedAt
  return message
}

/** What a visitor gets: never notes, never which template it was. */
export function presentForVisitor(message: Message): Message {
  if (!message.template) return message
  const { template: _, ...rest } = message
  return rest
}
