import type { Namespace, Socket } from 'socket.io'
import type { DeskToServer, ServerToDesk, ServerToVisitor, VisitorToServer } from '#protocol'
import type { DeskMember } from '../chat/conversation.ts'
import type { Visitor } from './visitor.ts'

export interface VisitorData extends Visitor {
  /** Digest of the address, for bounds; the address itself is kept nowhere. */
  address: string
  /** The same of the network around it. */
  subnet: string
  leased?: boolean
  requests?: { second: number; count: number }
}
export interface DeskData extends DeskMember {
  following: Set<string>
  requests?: { second: number; count: number }
}
type NoEvents = Record<never, never>
/** Between nodes, by Redis and kept nowhere. */
interface NodeEvents {
  preview: (operatorId: string, fact: Parameters<ServerToDesk['preview:changed']>[0]) => void
  /** An operator has opened this visit of a shop's pages. */
  attended: (visit: string) => void
}
export type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, NoEvents, VisitorData>
export type DeskSocket = Socket<DeskToServer, ServerToDesk, NodeEvents, DeskData>
export type VisitorNamespace = Namespace<VisitorToServer, ServerToVisitor, NoEvents, VisitorData>
export type DeskNamespace = Namespace<DeskToServer, ServerToDesk, NodeEvents, DeskData>
