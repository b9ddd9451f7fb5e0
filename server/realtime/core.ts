import type { InterfaceLocale } from '#shared'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Site } from '#kb'
import type { DeskToServer, Notice, ServerToDesk, ServerToVisitor, VisitorToServer } from '#protocol'
import type { Committer } from '../chat/committing/committer.ts'
import type { DeskMember } from '../chat/conversation.ts'
import type { MoveName, MoveOutcome, MoveRequest } from '../chat/moves/index.ts'
import type { Views } from '../chat/reads/views.ts'
import type { Sql } from '../chat/sql.ts'
import type { FanOut } from './telling/fan-out.ts'
import type { Limits, Spend } from './asking/limits.ts'
import type { Watch } from './telling/watch.ts'
import type { Live, LiveHooks, LiveLog, LiveParts, Timing, Visitor } from './live.ts'

export interface VisitorData extends Visitor {
  /** Digest of the address, for bounds; the address itself is kept nowhere. */
  address: string
  leased?: boolean
  requests?: { second: number; count: number }
}
export interface DeskData extends DeskMember {
  following: Set<string>
  requests?: { second: number; count: number }
}
export type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, Record<never, never>, VisitorData>
export type DeskSocket = Socket<DeskToServer, ServerToDesk, Record<never, never>, DeskData>
export type VisitorNamespace = Namespace<VisitorToServer, ServerToVisitor, Record<never, never>, VisitorData>
export type DeskNamespace = Namespace<DeskToServer, ServerToDesk, Record<never, never>, DeskData>

/** What the parts of the live edge share. Made once by `createLive`. */
export interface Core {
  parts: LiveParts
  io: Server
  visitors: VisitorNamespace
  desk: DeskNamespace
  committer: Committer
  /** Committed rows, for reading only. */
  sql: Sql
  /** The same for what may take long: lists, searches, figures. In SQLite a thread of its own. */
  reports: Sql
  views: Views
  fanOut: FanOut
  limits: Limits
  spend: { visitor: Spend; operator: Spend }
  timing: Timing
  nodeId: string
  log: LiveLog
  hooks: LiveHooks
  now(): number
  site(id: string): Promise<Site | null>
  forgetSites(): void
  /** Runs a move durably and tells whom it concerns. `except`: the socket that asked and is answered anyway. */
  move<N extends MoveName>(name: N, request: MoveRequest<N>, except?: string): Promise<MoveOutcome<N>>
  notices(): Notice[]
  tellOfferExpired(conversationId: string, operatorId: string): void
  receiveMail: Live['receiveMail']
  watch: Watch
  /** Placeholders left in a text an operator sends. */
  unfilled(text: string): string[]
  /** Routing looks at the queue soon. */
  wakeRouting(): void
  draining: boolean
}

/** Rooms. Who follows a conversation is named with its operator, so that a new operator makes a new room nobody else is in (I9). */
export const rooms = {
  visitor: (id: string) => `visitor:${id}`,
  /** Visitors of a site who read one language: whether anybody is there for them depends on both. */
  site: (id: string, locale: InterfaceLocale) => `site:${locale}:${id}`,
  person: (id: string) => `person:${id}`,
  leads: 'leads',
  followers: (conversationId: string, operatorId: string | null) => `open:${conversationId}:${operatorId ?? 'free'}`,
  leadFollowers: (conversationId: string) => `open:${conversationId}:lead`,
  /** Everybody at the desk who reads it: its operator and who follows it. */
  readers: (conversationId: string, operatorId: string | null): string[] => {
    const following = [rooms.followers(conversationId, operatorId), rooms.leadFollowers(conversationId)]
    return operatorId ? [...following, rooms.person(operatorId)] : following
  },
}
