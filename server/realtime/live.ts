import type { Page, InterfaceLocale } from '#shared'
import type { FoundConversation } from './searching/find-conversations.ts'
import type { IncomingHttpHeaders, IncomingMessage, Server as HttpServer } from 'node:http'
import type { Readable } from 'node:stream'
import type { ContentFault, Database, Library, Site } from '#kb'
import type {
  Availability,
  ConversationDetail,
  DeskList,
  Face,
  ListFilter,
  Notice,
  NowFigures,
  OperatorWork,
  RefusalCode,
  ResponseFigures,
  StartConversationRequest,
  StartConversationResponse,
  UploadedFile,
} from '#protocol'
import type { DeskMember } from '../chat/conversation.ts'
import type { FaceRecord } from '../chat/faces.ts'
import type { FileRoom } from '../files/file-room.ts'
import type { Upload, UploadRefused } from '../files/upload.ts'
import type { Slimmed } from '../mail/taking/slim-letter.ts'
import type { MailRefused } from '../mail/receive-mail.ts'
import type { Sender } from '../mail/mail-address.ts'
import type { Answered } from './answered.ts'
import type { Attributes } from '../visitors/attributes/attributes.ts'
import type { Monitor } from '../visitors/monitor/monitor.ts'
import type { Places } from '../visitors/places/open-places.ts'
import type { Limits } from './asking/limits.ts'
import type { ForYouDoor } from './for-you/contract.ts'
import type { Cards } from './cards/contract.ts'
import type { Inviting } from './inviting/contract.ts'
import type { KeepingOut } from './keeping-out/contract.ts'
import type { Goals } from './goals/contract.ts'
import type { Scenarios } from './scenarios/contract.ts'
import type { Labels } from './labels/contract.ts'
import type { SavedViews } from './saved-views/contract.ts'
import type { Tasks } from './tasks/contract.ts'
import type { Merging } from './merging/contract.ts'
import type { Snoozing } from './snoozing/contract.ts'
import type { ForLeads } from './work/for-leads.ts'
import type { HeldOfVisitor } from './desk/held-of-visitor.ts'
import type { PlaceholderValues } from './desk/placeholder-values.ts'
import type { Pushing, SessionsLeft } from './pushing/contract.ts'
import type { Visitor } from './visitor.ts'

export type { HeldOfVisitor } from './desk/held-of-visitor.ts'
export type { PlaceholderValues } from './desk/placeholder-values.ts'
export type { ForYouDoor, ForYouItem } from './for-you/contract.ts'
export type { Cards, VisitorCard } from './cards/contract.ts'
export type { InvitationCard, InvitationState, Inviting } from './inviting/contract.ts'
export type { Scenario, Scenarios, ScenarioFigures, WouldMatch } from './scenarios/contract.ts'
export type { GoalFigures, Goals } from './goals/contract.ts'
export type { Block, BlockPreview, KeepingOut } from './keeping-out/contract.ts'
export type { LabelCount, Labels } from './labels/contract.ts'
export type { SavedViews } from './saved-views/contract.ts'
export type { Tasks } from './tasks/contract.ts'
export type { Merging } from './merging/contract.ts'
export type { Snoozing } from './snoozing/contract.ts'
export type { Journal, OffTopic, Quality, Work } from './work/for-leads.ts'
export type { Pushing } from './pushing/contract.ts'

export interface LiveLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What conversations need of the library; a process without one can still chat. */
export interface LiveLibrary {
  /** With the rest, a question goes first to those whose group is named like its category. */
  find: Pick<Library['find'], 'site'> &
    Partial<Pick<Library['find'], 'address' | 'sites' | 'match' | 'categories' | 'answer'>>
  visits: Pick<Library['visits'], 'record'> & Partial<Pick<Library['visits'], 'forget' | 'of'>>
  templates?: Pick<Library['templates'], 'unfilled'>
  answers?: Pick<Library['answers'], 'rests'>
  status?: () => { search: { degraded: boolean }; content?: readonly ContentFault[] }
}

export interface LiveParts {
  server: HttpServer
  database: Database
  library: LiveLibrary
  /** The signed-in desk person of these request headers. */
  session(headers: IncomingHttpHeaders): Promise<DeskMember | null>
  /** Ids of the leads of a site who may sign in; absent: nobody is alerted. */
  leadsOf?: ((site: string) => Promise<readonly string[]>) | undefined
  /** Newest first, at least 256 bits each: they sign visitor tokens and reply addresses. */
  secrets: readonly [string, ...string[]]
  publicUrl: string
  log: LiveLog
  redisUrl?: string | undefined
  /** `smtp://…`; absent: letters wait in the outbox and the desk is told. */
  smtpUrl?: string | undefined
  mailFrom?: Sender | undefined
  /** Whether replies reach `receiveMail`; if not, letters do not promise it. Default true. */
  inboundMail?: boolean
  /** Which pages visitors were on: erased and handed out with their conversations. */
  watched?:
    | (Pick<Monitor, 'forget' | 'isHere' | 'visit' | 'visitsOf'> & Partial<Pick<Monitor, 'here' | 'past' | 'some'>>)
    | undefined
  /** What the shop tells of them. */
  attributes?: (Pick<Attributes, 'forget' | 'of'> & Partial<Pick<Attributes, 'ofEach'>>) | undefined
  /** Where an address is; absent: clocks alone say countries. */
  places?: Pick<Places, 'of'> | undefined
  /** Where files of conversations lie; absent: none are taken. */
  files?: FileRoom | undefined
  /** Hosts of a private network that push messages may go to. */
  trusted?: readonly string[] | undefined
  /** Absent: sessions never end. */
  sessionsLeft?: SessionsLeft | undefined
  /** Unique among running processes; made up when absent. */
  nodeId?: string
  /** The visitor's address, e.g. from `X-Forwarded-For` of a trusted proxy. */
  addressOf?: (request: IncomingMessage) => string
  /** Enters into the audit log what somebody did to another's conversation, or to the order of the queue. */
  record?: (act: RecordedAct) => void
  limits?: Partial<Limits>
  /** Milliseconds; only tests and measurements change them. */
  timing?: Partial<Timing>
  /** For measurements: each SQLite commit takes this much longer. */
  slowSyncMs?: number
  /** Told what begins on the main thread, by its name and size; returns what to call at its end. */
  began?: ((name: string, size: number) => () => void) | undefined
  /** For fault tests: called between commit and acknowledgement, and between acknowledgement and fan-out. */
  hooks?: LiveHooks
}

export interface RecordedAct {
  act: 'conversation_taken_over' | 'conversation_transferred' | 'priority_changed'
  by: { id: string; name: string }
  conversationId: string
  detail: Record<string, string | number>
  request: IncomingMessage
}

export interface Timing {
  offerMs: number
  vanishedMs: number
  /** How long somebody at the desk has to see something before their closed desks are called. */
  pushAfterMs: number
  /** How long after a silence of its own a node judges no operator gone. */
  steadyMs: number
}

export interface LiveHooks {
  committed?: (move: string) => void
  acknowledged?: (move: string) => void
  /** Its messages are told, the new state is not yet. */
  said?: (move: string) => void
}

export type DeskView = DeskList

/** Everything the HTTP side may ask of conversations. A refusal `not_found` also means "not yours". */
export interface Live
  extends KeepingOut,
    Goals,
    Cards,
    ForYouDoor,
    Inviting,
    Scenarios,
    Labels,
    SavedViews,
    Merging,
    Tasks,
    Snoozing,
    Pushing,
    ForLeads {
  /** Gives a visitor their token, or a new one for a known identity. */
  issueVisitor(request: { site: string; locale: InterfaceLocale; verified: Visitor['verified'] }): {
    token: string
    expiresAt: string
  }
  /** The visitor of a bearer token, or null. */
  visitorOf(token: unknown): Visitor | null
  /** As a visitor who reads this language is told. */
  availability(siteId: string, locale: InterfaceLocale): Promise<Availability>
  /** Who answers at this site; `known`: whoever has said who they are, whatever the hour. */
  team(siteId: string, locale: InterfaceLocale, which: 'at' | 'known'): Promise<Face[]>
  /** How everybody is presented, as they said it. */
  faces(): Promise<FaceRecord[]>
  setFace(face: FaceRecord): Promise<void>
  forgetFaces(personId: string): Promise<void>
  /** The message form, without a socket: same ids, same rules. `address` bounds how many. */
  startByForm(
    visitor: Visitor,
    request: StartConversationRequest,
    address: string | null,
  ): Promise<Answered<StartConversationResponse>>
  /** Id of this visitor's conversation on this site that is not solved; null: none. */
  running(visitorId: string, site: string): Promise<string | null>
  /** Keeps a file before the message that names it; `ok` once it is on disk. The same id with the same bytes is answered the same way. */
  takeFile(
    by: { visitor: Visitor } | { person: DeskMember; conversationId: string },
    upload: Upload,
  ): Promise<{ ok: true; file: UploadedFile } | UploadRefused>
  /** The bytes behind an address we signed; null: forged, expired, or gone. */
  fileAt(address: {
    id: string
    version: 'original' | 'thumb'
    until: string
    sign: string
  }): Promise<FileToSend | null>
  /** A picture that somebody at the desk sent to this visitor; null: none, or not for this person. `read` as above. */
  pictureOf(
    person: DeskMember,
    conversationId: string,
    fileId: string,
  ): Promise<Pick<FileToSend, 'name' | 'read'> | null>
  /** Plain text in the conversation's language, in pieces: it may be as long as the longest conversation. */
  transcript(visitor: Visitor, conversationId: string): Promise<Answered<{ parts: string[] }>>
  /** `mail_off`: no mail server is set. */
  mailTranscript(
    visitor: Visitor,
    conversationId: string,
    mail: string,
  ): Promise<Answered<Record<never, never>, RefusalCode | 'mail_off'>>
  conversationsFor(
    person: DeskMember,
    filter: ListFilter & { view: DeskView; q?: string | undefined; page: number; perPage?: number },
  ): Promise<Page<FoundConversation>>
  /** Who this conversation is with; null: none, or not for this person. */
  visitorIn(
    person: DeskMember,
    conversationId: string,
  ): Promise<{ visitorId: string; site: string /** All of the same person, this one first. */; ids: string[] } | null>
  /** Conversations of a visitor that this person may open, newest first. */
  conversationsWith(
    person: DeskMember,
    visitor: { visitorId: string; site: string },
  ): Promise<{ id: string; question: string; state: string; createdAt: string }[]>
  detail(person: DeskMember, conversationId: string): Promise<ConversationDetail | null>
  /** Everything kept of a conversation's visitor on its site, for a person who asks; leads only. */
  held(
    person: DeskMember,
    conversationId: string,
    /** Attributes the shop calls private too. */
    withPrivate: boolean,
  ): Promise<HeldOfVisitor | null>
  /** Removes a solved conversation, or all of its visitor with what the library learnt from them; leads only. */
  erase(
    person: DeskMember,
    conversationId: string,
    wholeVisitor: boolean,
  ): Promise<Answered<{ conversations: number; messages: number }>>
  /** What promotion needs of a solved conversation this person may read. */
  solvedConversation(person: DeskMember, conversationId: string): Promise<SolvedForPromotion | null>
  markPromoted(person: Pick<DeskMember, 'id'>, conversationId: string, answerId: string): Promise<void>
  /** Values of a template's placeholders in this conversation. */
  placeholderValues(person: DeskMember, conversationId: string): Promise<PlaceholderValues | null>
  /** The visitor's question and last messages, their searches, newest last, and product: what templates are ranked by. */
  rankingContext(
    person: DeskMember,
    conversationId: string,
  ): Promise<{
    words: string[]
    searches: string[]
    product: string | null
    locale: InterfaceLocale
    site: string
  } | null>
  /** Ids of the templates inserted most often of late, this person's own before those of colleagues. */
  templatesUsed(site: string, personId: string): Promise<string[]>
  operators(): Promise<OperatorState[]>
  /** Who waits, who is here and what is about to be late; for leads, who may read every conversation. */
  nowFigures(siteId: string): Promise<NowFigures>
  /** `since`: ISO 8601. */
  responseFigures(siteId: string, since: string): Promise<ResponseFigures[]>
  /** `since`: ISO 8601. */
  workOf(of: { site: string; personId: string; since: string }): Promise<OperatorWork>
  setOperator(
    personId: string,
    settings: { name?: string; capacity?: number; languages?: string[]; skills?: string[] },
  ): Promise<void>
  /** A lead sets somebody away: nothing more is offered to them until they say that they are ready. */
  setAway(personId: string, byId: string): Promise<void>
  /** Somebody is a member of these sites from now on (null: of every one): their connections end, and conversations of a site they left go back to its queue. */
  changeSites(personId: string, sites: readonly string[] | null): Promise<void>
  /** Ends a person's live connections on every node within a second: signed out, disabled or with another role. */
  revokeSessions(personId: string): Promise<void>
  libraryChanged(changes: readonly { id: string; site: string }[]): void
  /** Hours, origins or another setting of a site changed: counts from now on. */
  sitesChanged(): void
  /** A letter as it came in, of a message that came by mail; null: none, no longer kept, or not for this person. */
  letter(person: DeskMember, conversationId: string, messageId: string): Promise<WholeLetter | null>
  /** A token for whom a letter of ours reached, by the link in it; a refusal says nothing of which conversations there are. */
  openByLetter(
    link: string,
  ): Promise<Answered<{ token: string; expiresAt: string; conversationId: string; site: string }>>
  /** No more letters about the conversation of this link. */
  stopLetters(link: string): Promise<Answered<{ locale: InterfaceLocale; site: string }>>
  /** A letter (raw message) from the authenticated hook, or what was kept of it as it came. `raw` is handed over and empty afterwards. */
  receiveMail(
    raw: Uint8Array<ArrayBuffer>,
    slimmed?: Slimmed,
  ): Promise<Answered<{ conversationId: string }, RefusalCode | MailRefused['code']>>
  /** All there are, of every site. */
  notices(): Notice[]
  /** Feeds that could not be read, by site: their leads see it on the desk until they can. */
  feedsBroken(of: ReadonlyMap<string, { count: number }>): void
  /** Which parts answer; conversations need only the database. */
  ready(): Promise<{ database: boolean; redis: boolean | null; mail: boolean | null }>
  /** Stops taking connections and tells clients to come back elsewhere, spread over a few seconds. */
  drain(): Promise<void>
  close(): Promise<void>
}

/** Bytes on their way to a member. */
export interface FileToSend {
  name: string
  type: string
  /** null: not asked for in parts. */
  size: number | null
  sha256: string
  /** Written anew by us: may be shown in place. Everything else is a download. */
  inline: boolean
  /** How long the address still holds. */
  keepMs: number
  /** null: the bytes are gone. */
  read(range?: { start: number; end: number }): Promise<Readable | null>
}

export interface WholeLetter {
  sender: string
  subject: string
  text: string
  files: { name: string; size: number }[]
  receivedAt: string
}

export interface OperatorState {
  id: string
  name: string
  available: boolean
  connected: boolean
  active: number
  capacity: number
  lastSeenAt: string | null
  languages: string[]
  skills: string[]
}

export interface SolvedForPromotion {
  id: string
  site: string
  locale: InterfaceLocale
  state: string
  visitorWords: string[]
  searchedFor: string[]
  operatorMessages: string[]
  product: string | null
  /** Names of the visitor and of every operator who wrote. */
  people: string[]
  /** Templates the operator used: answers that may already say this. */
  answerId: string | null
}

export type LiveSite = Site
