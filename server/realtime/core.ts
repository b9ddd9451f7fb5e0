import type { Server } from 'socket.io'
import type { Site } from '#kb'
import type { Notice } from '#protocol'
import type { DeskMember } from '../chat/conversation.ts'
import type { MoveName, MoveOutcome, MoveRequest } from '../chat/moves/index.ts'
import type { Views } from '../chat/reads/views.ts'
import type { Sql } from '../chat/sql.ts'
import type { FileAddresses } from '../files/file-address.ts'
import type { FileRoom } from '../files/file-room.ts'
import type { Limits, Spend } from './asking/limits.ts'
import type { LiveParts, Timing } from './live.ts'
import type { DeskNamespace, VisitorNamespace } from './sockets.ts'
import type { Gate } from './keeping-out/gate.ts'
import type { FanOut } from './telling/fan-out.ts'
import type { PreviewFact } from './telling/previews.ts'
import type { Told } from './telling/told.ts'

/**
 * What the parts of the live edge are made of, born whole by `createLive`. Nobody takes all of it: each part and each
 * handler names what it uses (`Pick<Core, 'sql' | 'now'>`).
 */
export interface Core
  extends Pick<
    LiveParts,
    | 'addressOf'
    | 'began'
    | 'database'
    | 'inboundMail'
    | 'library'
    | 'log'
    | 'mailFrom'
    | 'publicUrl'
    | 'record'
    | 'redisUrl'
    | 'secrets'
    | 'session'
    | 'sessionsLeft'
    | 'smtpUrl'
    | 'trusted'
  > {
  io: Server
  visitors: VisitorNamespace
  desk: DeskNamespace
  /** Committed rows, for reading only. */
  sql: Sql
  /** The same for what may take long: lists, searches, figures. In SQLite a thread of its own. */
  reports: Sql
  views: Views
  told: Told
  fanOut: FanOut
  limits: Limits
  spend: Record<'visitor' | 'operator' | 'preview' | 'resync', Spend>
  timing: Timing
  nodeId: string
  watched: LiveParts['watched']
  places: LiveParts['places']
  attributes: LiveParts['attributes']
  /** null: this process takes no files. */
  files: FileRoom | null
  addresses: FileAddresses
  now(): number
  site(id: string): Promise<Site | null>
  forgetSites(): void
  /** Runs a move durably and tells whom it concerns. `except`: the socket that asked and is answered anyway. */
  move<N extends MoveName>(name: N, request: MoveRequest<N>, except?: string): Promise<MoveOutcome<N>>
  gate: Gate
  /** A scenario of this site acts on conversations as they begin. */
  scenariosAct(site: string): boolean
  /** Shows an operator what their visitor is writing. */
  preview(operatorId: string, fact: PreviewFact): void
  /** As this person is told them. */
  notices(reader: Pick<DeskMember, 'role' | 'sites'>): Notice[]
  /** Feeds that could not be read, by site. */
  feedsBroken(of: ReadonlyMap<string, { count: number }>): void
  /** Placeholders left in a text an operator sends. */
  unfilled(text: string): string[]
  /** Ids of the leads of a site who may sign in. */
  leadsOf(site: string): Promise<readonly string[]>
  /** A template that is not in its time: its words are sent to nobody. */
  rests(id: string): boolean
  /** Routing looks at the queue soon. */
  wakeRouting(): void
  /** This node takes nobody new. */
  draining(): boolean
  drain(): void
}
