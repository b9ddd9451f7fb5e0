import type { Message } from '#protocol'
import {
  type ConversationRow,
  isoAt,
  type MessageRow,
  presentForVisitor,
  presentMessage,
} from '../../chat/conversation.ts'
import type { Core } from '../core.ts'
import { type FanOut, tellOffer } from './fan-out.ts'
import { isForAnyone, rooms } from './rooms.ts'
import type { Told } from './told.ts'

/** How far back a look goes: longer than clocks of nodes differ and than a commit takes, also one whose answer was lost. */
const LOOK_BACK_MS = 20_000
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
}

export function watchOf(
  told: Told,
  fanOut: Pick<FanOut, 'presenceSoon' | 'queueSoon'>,
  core: Pick<Core, 'desk' | 'visitors' | 'sql' | 'views' | 'now'>,
): Watch {
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
    if (told.admit('visitor', full) && view)
      visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
    if (!told.admit('desk', full)) return false
    if (state) {
      fanOut.queueSoon(full.site)
      fanOut.presenceSoon()
    }
    if (!conversation) return true
    const listing = [...readers, ...rooms.leads(full.site)]
    if (isForAnyone(full)) desk.to(rooms.members(full.site)).emit('conversation:changed', { conversation })
    else {
      // Nobody knows here who had it before.
      if (state)
        desk
          .to(rooms.members(full.site))
          .except(listing)
          .emit('conversation:gone', { conversationId: full.id, rev: full.rev })
      desk.to(listing).emit('conversation:changed', { conversation })
    }
    if (state) tellOffer(desk, full, conversation, core.now())
    return true
  }
  return {
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
          const owed = told.owes(row, row.changedAt < late)
          if (owed && (await tell(row, since, owed.state))) told.settle(row)
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

type Changed = Pick<ConversationRow, 'id' | 'movedRev' | 'lastSeq' | 'visitorId' | 'operatorId' | 'changedAt'>
