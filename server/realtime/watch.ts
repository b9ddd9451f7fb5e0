import type { Message } from '#protocol'
import { isoAt, type MessageRow, presentForVisitor, presentMessage } from '../chat/conversation.ts'
import { type Core, rooms } from './core.ts'

/** How far back a look goes: longer than clocks of nodes differ and than a commit takes. */
const LOOK_BACK_MS = 10_000
const FORGET_MS = 60_000
const MOST_AT_ONCE = 500

/**
 * The net beneath the hints, for several nodes on PostgreSQL: once a second each node looks at what changed and tells
 * its own sockets what neither it nor another node has told them, because Redis was away or a node died between
 * commit and fan-out. Clients know messages by `seq`, so hearing one twice harms nothing.
 */
export interface Watch {
  look(): Promise<void>
  /** This conversation's message was told here. */
  told(conversationId: string, seq: number): void
  /** Whether a row of this revision is no older than what was told already; remembers it. Facts never go back in time. */
  admit(conversationId: string, rev: number): boolean
}

export function watchOf(core: Core): Watch {
  const told = new Map<string, { seq: number; rev: number; at: number }>()
  const mark = (id: string, seq: number, rev: number) => {
    const before = told.get(id)
    told.set(id, { seq: Math.max(before?.seq ?? 0, seq), rev: Math.max(before?.rev ?? 0, rev), at: core.now() })
  }
  const admitted = new Map<string, { rev: number; at: number }>()
  const forget = (kept: Map<string, { at: number }>) => {
    for (const [id, { at }] of kept) if (core.now() - at > FORGET_MS) kept.delete(id)
  }
  const tellHere = async (row: Changed, since: string) => {
    const deskRooms = [rooms.followers(row.id, row.operatorId), rooms.leadFollowers(row.id), ...(row.operatorId ? [rooms.person(row.operatorId)] : [])]
    const here = (namespace: { adapter: { rooms: Map<string, unknown> } }, names: string[]) => names.some((name) => namespace.adapter.rooms.has(name))
    const visitorHere = here(core.visitors, [rooms.visitor(row.visitorId)])
    const changed = await core.sql.all<MessageRow>(
      'select * from "messages" where "conversationId" = ? and ("sentAt" > ? or "editedAt" > ? or "deletedAt" > ?) order by "seq"', row.id, since, since, since,
    )
    for (const one of changed) {
      const message: Message = presentMessage(one)
      const event = one.editedAt || one.deletedAt ? 'message:changed' : 'message:created'
      if (visitorHere && message.kind !== 'note') core.visitors.local.to(rooms.visitor(row.visitorId)).emit(event, { message: presentForVisitor(message) })
      if (here(core.desk, deskRooms)) core.desk.local.to(deskRooms).emit(event, { message })
    }
    const full = await core.views.conversation(row.id)
    if (!full) return
    const view = visitorHere ? await core.views.visitor(full, core.now()) : null
    if (view && core.watch.admit(full.id, full.rev)) core.visitors.local.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
    const [conversation] = await core.views.summaries([full], core.now())
    if (!conversation || !core.watch.admit(full.id, full.rev)) return
    const forAnyone = full.operatorId === null && full.state !== 'solved'
    const to = forAnyone ? core.desk.local : core.desk.local.to([...deskRooms, rooms.leads])
    to.emit('conversation:changed', { conversation })
  }
  return {
    // SQLite serves one node, which never looks: nothing would read what is kept here, or forget it.
    told: core.parts.database.kind === 'sqlite' ? () => {} : (conversationId, seq) => mark(conversationId, seq, 0),
    admit: (conversationId, rev) => {
      const known = admitted.get(conversationId)
      if (known && known.rev > rev) return false
      admitted.set(conversationId, { rev, at: core.now() })
      if (admitted.size > MOST_ADMITTED) forget(admitted)
      return true
    },
    look: async () => {
      const now = core.now()
      const since = isoAt(now - LOOK_BACK_MS)
      // What changed in this very moment is still being told by whoever changed it.
      const settled = isoAt(now - SETTLE_MS)
      const rows = await core.sql.all<Changed>(
        'select "id", "rev", "lastSeq", "visitorId", "operatorId" from "conversations" where "changedAt" > ? and "changedAt" <= ? order by "changedAt" limit ?', since, settled, MOST_AT_ONCE,
      )
      for (const row of rows) {
        const known = told.get(row.id)
        const unheard = (known?.seq ?? 0) < row.lastSeq || (!core.factsTravel() && (known?.rev ?? 0) < row.rev)
        mark(row.id, row.lastSeq, row.rev)
        if (unheard) await tellHere(row, since)
      }
      forget(told)
      const revoked = await core.sql.all<{ personId: string; at: string }>('select "personId", "at" from "revocations" where "at" > ?', since)
      for (const { personId, at } of revoked) {
        for (const socket of core.desk.sockets.values()) if (socket.data.id === personId && socket.handshake.issued < Date.parse(at)) socket.disconnect(true)
      }
    },
  }
}

const SETTLE_MS = 400
const MOST_ADMITTED = 20_000

interface Changed {
  id: string
  rev: number
  lastSeq: number
  visitorId: string
  operatorId: string | null
}
