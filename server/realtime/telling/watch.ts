import type { Message } from '#protocol'
import {
  type ConversationRow,
  isoAt,
  type MessageRow,
  presentForVisitor,
  presentMessage,
} from '../../chat/conversation.ts'
import { type Core, rooms } from '../core.ts'
import { isForAnyone, tellOffer } from './fan-out.ts'

/** How far back a look goes: longer than clocks of nodes differ and than a commit takes, also one whose answer was lost. */
const LOOK_BACK_MS = 20_000
const FORGET_MS = 60_000
const ROWS_AT_ONCE = 500
/** More rows than that in one look belong to the next one. */
const MOST_PAGES = 20
/** Lists are told of messages as a trickle; by then somebody has died over it. */
const SUMMARY_LATE_MS = 3_000

/**
 * The net beneath the hints, for several nodes on PostgreSQL: twice a second each node looks at what changed and tells
 * its own sockets what neither it nor another node has told them, because Redis was away, a node died between
 * commit and fan-out, or PostgreSQL went away before it said whether a change is committed. What is owed is known from
 * the row: messages by `seq`, its state by `movedRev`. What is owed at one look may be on its way; what still is at the
 * next is told. Clients know `seq` and `rev`, so hearing something twice harms nothing.
 */
export interface Watch {
  look(): Promise<void>
  /** This conversation's message was told here. */
  told(conversationId: string, seq: number): void
  /** The change of state that made this `movedRev` was told here to everybody it concerns: visitor, lists, who lost it, who is offered it. */
  moved(conversationId: string, movedRev: number): void
  /**
   * Whether a state is no older than what these listeners were told already; remembers it as told. Facts never go back
   * in time, and visitors and desk are told apart: what the desk knows says nothing of what the visitor sees.
   */
  admit(audience: Audience, state: { id: string; rev: number; lastSeq: number }): boolean
}
export type Audience = 'visitor' | 'desk'

export function watchOf(core: Core): Watch {
  const told = new Map<string, Told>()
  let forgotAt = core.now()
  const toldOf = (id: string): Told => {
    const now = core.now()
    if (now - forgotAt > FORGET_MS) {
      forgotAt = now
      for (const [each, { at }] of told) if (now - at > FORGET_MS) told.delete(each)
    }
    let found = told.get(id)
    if (!found)
      told.set(
        id,
        (found = {
          seq: 0,
          missed: new Set(),
          moved: -1,
          rev: { visitor: -1, desk: -1 },
          listed: 0,
          owed: null,
          at: now,
        }),
      )
    found.at = now
    return found
  }
  /** When the last look began that could read everything; before it nothing is missing. */
  let lookedAt = core.now()

  /** false: something newer was told while this was read, and the next look tells the rest. */
  const tell = async (row: Changed, since: string, state: boolean): Promise<boolean> => {
    const { local: visitors } = core.visitors
    const { local: desk } = core.desk
    const readers = rooms.readers(row.id, row.operatorId)
    const visitorHere = core.visitors.adapter.rooms.has(rooms.visitor(row.visitorId))
    const changed = await core.sql.all<MessageRow>(
      'select * from "messages" where "conversationId" = ? and ("sentAt" > ? or "editedAt" > ? or "deletedAt" > ?) order by "seq"',
      row.id,
      since,
      since,
      since,
    )
    for (const one of changed) {
      const message: Message = presentMessage(one)
      const event = one.editedAt || one.deletedAt ? 'message:changed' : 'message:created'
      if (visitorHere && message.kind !== 'note')
        visitors.to(rooms.visitor(row.visitorId)).emit(event, { message: presentForVisitor(message) })
      desk.to(readers).emit(event, { message })
    }
    const full = await core.views.conversation(row.id)
    if (!full) return true
    const view = visitorHere ? await core.views.visitor(full, core.now()) : null
    const [conversation] = core.desk.sockets.size > 0 ? await core.views.summaries([full], core.now()) : []
    if (core.watch.admit('visitor', full) && view)
      visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
    if (!core.watch.admit('desk', full)) return false
    if (state) {
      core.fanOut.queueSoon(full.site)
      core.fanOut.presenceSoon()
    }
    if (!conversation) return true
    const listing = [...readers, rooms.leads]
    if (isForAnyone(full)) desk.emit('conversation:changed', { conversation })
    else {
      // Nobody knows here who had it before.
      if (state) desk.except(listing).emit('conversation:gone', { conversationId: full.id, rev: full.rev })
      desk.to(listing).emit('conversation:changed', { conversation })
    }
    if (state) tellOffer(desk, full, conversation, core.now())
    return true
  }
  // SQLite serves one node, which never looks.
  const alone = core.parts.database.kind === 'sqlite'
  return {
    told: alone ? () => {} : (conversationId, seq) => hear(toldOf(conversationId), seq),
    moved: alone
      ? () => {}
      : (conversationId, movedRev) => {
          const known = toldOf(conversationId)
          known.moved = Math.max(known.moved, movedRev)
        },
    admit: (audience, { id, rev, lastSeq }) => {
      const known = toldOf(id)
      if (known.rev[audience] > rev) return false
      known.rev[audience] = rev
      if (audience === 'desk') known.listed = lastSeq
      return true
    },
    look: async () => {
      const now = core.now()
      // A database that was away is looked at from before it went.
      const since = isoAt(lookedAt - LOOK_BACK_MS)
      const late = isoAt(now - SUMMARY_LATE_MS)
      let after = { changedAt: since, id: '' }
      let rows: Changed[] = []
      for (let page = 0; page < MOST_PAGES && (page === 0 || rows.length === ROWS_AT_ONCE); page++) {
        rows = await core.sql.all<Changed>(
          `select "id", "movedRev", "lastSeq", "visitorId", "operatorId", "changedAt" from "conversations"
           where "changedAt" > ? or ("changedAt" = ? and "id" > ?) order by "changedAt", "id" limit ?`,
          after.changedAt,
          after.changedAt,
          after.id,
          ROWS_AT_ONCE,
        )
        for (const row of rows) {
          const known = toldOf(row.id)
          const { owed } = known
          const listedLate = row.changedAt < late
          known.owed = owes(known, row, listedLate) ? row : null
          if (!known.owed || !owed || !owes(known, owed, listedLate)) continue
          if (!(await tell(row, since, known.moved < row.movedRev))) continue
          known.owed = null
          known.moved = Math.max(known.moved, row.movedRev)
          known.seq = Math.max(known.seq, row.lastSeq)
          for (const seq of known.missed) if (seq <= row.lastSeq) known.missed.delete(seq)
        }
        after = rows.at(-1) ?? after
      }
      lookedAt = now
      const revoked = await core.sql.all<{ personId: string; at: string }>(
        'select "personId", "at" from "revocations" where "at" > ?',
        since,
      )
      for (const { personId, at } of revoked) {
        for (const socket of core.desk.sockets.values())
          if (socket.data.id === personId && socket.handshake.issued < Date.parse(at)) socket.disconnect(true)
      }
    },
  }
}

/** What was told here of one conversation. */
interface Told {
  seq: number
  /** Numbers below `seq` that nobody has told here, though a later one was. */
  missed: Set<number>
  /** The newest `movedRev` told to everybody it concerns. */
  moved: number
  /** The newest state told to each. */
  rev: Record<Audience, number>
  /** The last message the desk's lists know of. */
  listed: number
  /** What was missing at the last look, and may have been on its way then. */
  owed: Changed | null
  at: number
}

/** `listedLate`: the lists, too, should know of its messages by now. */
const owes = (told: Told, { movedRev, lastSeq }: Pick<Changed, 'movedRev' | 'lastSeq'>, listedLate: boolean): boolean =>
  told.moved < movedRev ||
  told.seq < lastSeq ||
  told.missed.values().some((seq) => seq <= lastSeq) ||
  (listedLate && told.listed < lastSeq)

/** A first message heard of says nothing about those before it: they were told elsewhere, or a resync brought them. */
function hear(told: Told, seq: number): void {
  if (seq <= told.seq) return void told.missed.delete(seq)
  if (told.seq > 0) for (let n = Math.max(told.seq + 1, seq - MOST_MISSED); n < seq; n++) told.missed.add(n)
  told.seq = seq
}
const MOST_MISSED = 100

type Changed = Pick<ConversationRow, 'id' | 'movedRev' | 'lastSeq' | 'visitorId' | 'operatorId' | 'changedAt'>
