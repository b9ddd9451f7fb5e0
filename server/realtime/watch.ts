import type { Message } from '#protocol'
import { isoAt, type MessageRow, presentForVisitor, presentMessage } from '../chat/conversation.ts'
import { type Core, rooms } from './core.ts'
import { tellOffer } from './fan-out.ts'

/** How far back a look goes: longer than clocks of nodes differ and than a commit takes. */
const LOOK_BACK_MS = 10_000
const FORGET_MS = 60_000
const ROWS_AT_ONCE = 500
/** More rows than that in one look belong to the next one. */
const MOST_PAGES = 20

/**
 * The net beneath the hints, for several nodes on PostgreSQL: once a second each node looks at what changed and tells
 * its own sockets what neither it nor another node has told them, because Redis was away, a node died between
 * commit and fan-out, or PostgreSQL went away before it said whether a change is committed. Clients know messages by
 * `seq`, so hearing one twice harms nothing.
 */
export interface Watch {
  look(): Promise<void>
  /** This conversation's message was told here. */
  told(conversationId: string, seq: number): void
  /** Nobody knows whether a change is committed: what has changed about now is told again, to all nodes. */
  doubt(): void
  /** Whether a row of this revision is no older than what was told already; remembers it. Facts never go back in time. */
  admit(conversationId: string, rev: number): boolean
}

export function watchOf(core: Core): Watch {
  const told = new Map<string, Told>()
  const mark = (id: string, seq: number, rev: number) => {
    const before = told.get(id)
    told.set(id, { seq: Math.max(before?.seq ?? 0, seq), rev: Math.max(before?.rev ?? 0, rev), missed: missedAfter(before, seq), at: core.now() })
  }
  /** When the last look began that could read everything; before it nothing is missing. */
  let lookedAt = core.now()
  let doubts: { first: number; last: number } | null = null
  const admitted = new Map<string, { rev: number; at: number }>()
  const forget = (kept: Map<string, { at: number }>) => {
    for (const [id, { at }] of kept) if (core.now() - at > FORGET_MS) kept.delete(id)
  }
  /** `wide`: the other nodes may not know of it either. */
  const tell = async (row: Changed, since: string, wide: boolean) => {
    const [visitors, desk] = wide ? [core.visitors, core.desk] : [core.visitors.local, core.desk.local]
    const deskRooms = [rooms.followers(row.id, row.operatorId), rooms.leadFollowers(row.id), ...(row.operatorId ? [rooms.person(row.operatorId)] : [])]
    const here = (namespace: { adapter: { rooms: Map<string, unknown> } }, names: string[]) => names.some((name) => namespace.adapter.rooms.has(name))
    const visitorHere = wide || here(core.visitors, [rooms.visitor(row.visitorId)])
    const changed = await core.sql.all<MessageRow>(
      'select * from "messages" where "conversationId" = ? and ("sentAt" > ? or "editedAt" > ? or "deletedAt" > ?) order by "seq"', row.id, since, since, since,
    )
    for (const one of changed) {
      const message: Message = presentMessage(one)
      const event = one.editedAt || one.deletedAt ? 'message:changed' : 'message:created'
      if (visitorHere && message.kind !== 'note') visitors.to(rooms.visitor(row.visitorId)).emit(event, { message: presentForVisitor(message) })
      if (wide || here(core.desk, deskRooms)) desk.to(deskRooms).emit(event, { message })
    }
    const full = await core.views.conversation(row.id)
    if (!full) return
    const view = visitorHere ? await core.views.visitor(full, core.now()) : null
    if (view && core.watch.admit(full.id, full.rev)) visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
    const [conversation] = await core.views.summaries([full], core.now())
    if (!conversation || !core.watch.admit(full.id, full.rev)) return
    const forAnyone = full.operatorId === null && full.state !== 'solved'
    const to = forAnyone ? desk : desk.to([...deskRooms, rooms.leads])
    to.emit('conversation:changed', { conversation })
    tellOffer(desk, full, conversation, core.now())
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
    doubt: () => {
      doubts = { first: doubts?.first ?? core.now(), last: core.now() }
    },
    look: async () => {
      const now = core.now()
      const doubtful = doubts
      // A database that was away is looked at from before it went.
      const since = isoAt(Math.min(lookedAt, doubtful?.first ?? now) - LOOK_BACK_MS)
      // What changed in this very moment is still being told by whoever changed it.
      const settled = isoAt(now - SETTLE_MS)
      let after = { changedAt: since, id: '' }
      let rows: Changed[] = []
      for (let page = 0; page < MOST_PAGES && (page === 0 || rows.length === ROWS_AT_ONCE); page++) {
        rows = await core.sql.all<Changed>(
          `select "id", "rev", "lastSeq", "visitorId", "operatorId", "changedAt" from "conversations"
           where ("changedAt" > ? or ("changedAt" = ? and "id" > ?)) and "changedAt" <= ? order by "changedAt", "id" limit ?`, after.changedAt, after.changedAt, after.id, settled, ROWS_AT_ONCE,
        )
        for (const row of rows) {
          const known = told.get(row.id)
          const inDoubt = doubtful !== null && Date.parse(row.changedAt) > doubtful.first - LOOK_BACK_MS
          const unheard = inDoubt || (known?.missed.size ?? 0) > 0 || (known?.seq ?? 0) < row.lastSeq || (!core.factsTravel() && (known?.rev ?? 0) < row.rev)
          told.set(row.id, { seq: row.lastSeq, rev: row.rev, missed: new Set(), at: now })
          if (unheard) await tell(row, since, inDoubt)
        }
        after = rows.at(-1) ?? after
      }
      lookedAt = now
      // A change in doubt may be committed a little later than the doubt arose.
      if (doubtful && doubts === doubtful && now - doubtful.last > SETTLE_MS * 2) doubts = null
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

/** `missed`: numbers below `seq` that nobody has told here, though a later one was. */
interface Told {
  seq: number
  rev: number
  missed: Set<number>
  at: number
}

/** A first message heard of says nothing about those before it: they were told elsewhere, or a resync brought them. */
function missedAfter(before: Told | undefined, seq: number): Set<number> {
  if (!before) return new Set()
  if (seq <= before.seq) before.missed.delete(seq)
  else for (let n = Math.max(before.seq + 1, seq - MOST_MISSED); n < seq; n++) before.missed.add(n)
  return before.missed
}
const MOST_MISSED = 100

interface Changed {
  id: string
  changedAt: string
  rev: number
  lastSeq: number
  visitorId: string
  operatorId: string | null
}
