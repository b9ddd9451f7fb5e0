import type { ConversationSummary, OperatorPresence } from '#protocol'
import { faultText } from '#shared'
import { type ConversationRow, presentForVisitor } from '../../chat/conversation.ts'
import type { Moved, Said } from '../../chat/moves/outcome.ts'
import { colleaguesOf, ownPresence, type Views } from '../../chat/reads/views.ts'
import type { LiveLog } from '../live.ts'
import type { DeskNamespace, VisitorNamespace } from '../sockets.ts'
import { isForAnyone, rooms, siteOfRoom } from './rooms.ts'
import { later, trickle } from '../later.ts'
import type { Audience, Told } from './told.ts'

/** Tells members what is committed. A hint: whoever misses it reads the database on the next resync (I4). */
export interface FanOut {
  said(messages: Said[], except?: string): void
  moved(conversations: Moved[]): void
  /** The conversation's row as the desk sees it, within two seconds. */
  summarySoon(conversationId: string): void
  presenceSoon(): void
  /** Of every site with a visitor here. */
  availabilitySoon(): void
  /** Where somebody waits: who has left for good comes before nobody any more. */
  placesSoon(): void
  /** The places in a site's queue, to the sockets of this node. */
  queueSoon(site: string): void
  /** This visitor is shown their place by an answer: only what is told after it counts as told. */
  placeShown(conversation: { id: string; state: string; site: string }): void
  /** Another node told the desk, or this visitor, how a conversation stands: our own may stand elsewhere in the queue. */
  heard(audience: Audience, conversation: { id: string; state: string; site?: string }): void
  /** When every change of a state asked for until now is told: before this node ends, for nobody else knows that it is owed. */
  allTold(): Promise<void>
  stop(): void
}

/** Messages themselves are told at once; what lists show of them must follow within two seconds (I4). */
const SUMMARY_MS = 1_800
const SUMMARIES_AT_ONCE = 10
const PRESENCE_MS = 100
const QUEUE_MS = 150

/** Tells the operator to whom the conversation is offered, if it is. */
export function tellOffer(
  desk: Pick<DeskNamespace, 'to'>,
  row: ConversationRow,
  conversation: ConversationSummary,
  now: number,
): void {
  if (row.state !== 'queued' || !row.offeredTo || !row.offeredUntil) return
  desk
    .to(rooms.person(row.offeredTo))
    .emit('offer:made', { conversation, untilMs: Math.max(0, Date.parse(row.offeredUntil) - now) })
}

/** `alone`: one node, so nobody in a room means nobody at all; with several, only the adapter knows. */
export function fanOutOf(
  told: Told,
  parts: {
    desk: DeskNamespace
    visitors: VisitorNamespace
    views: Views
    log: LiveLog
    now(): number
    /** Routing looks at the queue soon. */
    wakeRouting(): void
    alone: boolean
  },
): FanOut {
  const { desk, visitors, views, log, now, alone, wakeRouting } = parts
  const report = (fault: unknown) => {
    log.warn(
      { fault: faultText(fault) },
      'an update could not be broadcast; clients will pick it up when they next sync',
    )
  }

  const anyoneIn = (namespace: Listening, names: string[]) => names.some((name) => namespace.adapter.rooms.has(name))

  /** Most facts have one listener or none; to them one socket writes, without the adapter's rounds. */
  const tell = (
    namespace: Listening,
    names: string[],
    event: string,
    except: string | undefined,
    fact: () => object,
  ) => {
    const only = alone ? onlyListener(namespace, names, except) : 'several'
    if (only === null) return
    if (only !== 'several') return void namespace.sockets.get(only.id)?.emit(event, fact())
    const to = namespace.to(names)
    ;(except ? to.except(except) : to).emit(event, fact())
  }

  const say = ({ message, fresh, visitorId, operatorId }: Said, except?: string) => {
    const event = fresh ? 'message:created' : 'message:changed'
    told.said(message.conversationId, message.seq)
    if (message.kind !== 'note')
      tell(visitors, [rooms.visitor(visitorId)], event, except, () => ({ message: presentForVisitor(message) }))
    tell(desk, rooms.readers(message.conversationId, operatorId), event, except, () => ({ message }))
    summarySoon(message.conversationId)
  }

  const telling = new Map<string, Promise<void>>()
  /** One after the other for each conversation: an older row told last would stay on the screens. */
  const tellInOrder = (moved: Moved) => {
    const { conversationId } = moved
    const turn = (telling.get(conversationId) ?? Promise.resolve()).then(() => tellRow(moved)).catch(report)
    telling.set(conversationId, turn)
    void turn.then(() => telling.get(conversationId) === turn && telling.delete(conversationId))
  }
  const tellRow = async (moved: Moved): Promise<void> => {
    const row = await views.conversation(moved.conversationId)
    if (!row) return
    const at = now()
    const view = await views.visitor(row, at)
    placeShown(row)
    const [conversation] = await views.summaries([row], at)
    if (!conversation) return
    if (told.admit('visitor', row))
      visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
    // Something newer was told while this was read: read again, so that nobody keeps a row that has left them.
    if (!told.admit('desk', row)) return tellRow(moved)
    // Each offer by the move that made it: the row may hold the next move's already.
    if (moved.offeredTo !== moved.before.offeredTo && moved.offeredTo === row.offeredTo)
      tellOffer(desk, row, conversation, at)
    // Said last, so that a node that hears of it knows that everybody was told everything. The row may already be newer than the move.
    const all = { conversation, moved: moved.movedRev }
    told.moved(row.id, moved.movedRev)
    if (isForAnyone(row)) desk.to(rooms.members(row.site)).emit('conversation:changed', all)
    else {
      const wasForAnyone = moved.before.operatorId === null && moved.before.state !== null
      if (wasForAnyone) {
        const stays = row.operatorId ? [rooms.person(row.operatorId), ...rooms.leads(row.site)] : rooms.leads(row.site)
        desk
          .to(rooms.members(row.site))
          .except(stays)
          .emit('conversation:gone', { conversationId: row.id, rev: row.rev })
      } else if (moved.before.operatorId && moved.before.operatorId !== row.operatorId) {
        desk
          .to(rooms.person(moved.before.operatorId))
          .except(rooms.leads(row.site))
          .emit('conversation:gone', { conversationId: row.id, rev: row.rev })
      }
      desk.to([...rooms.readers(row.id, row.operatorId), ...rooms.leads(row.site)]).emit('conversation:changed', all)
    }
  }

  const move = (moved: Moved) => {
    tellInOrder(moved)
    const { before } = moved
    if (before.offeredTo !== null && moved.offeredTo !== before.offeredTo && moved.operatorId !== before.offeredTo)
      desk
        .to(rooms.person(before.offeredTo))
        .emit('offer:expired', { conversationId: moved.conversationId, setAway: false })
    if (before.state !== moved.state || before.operatorId !== moved.operatorId) {
      if (before.state === 'queued' || moved.state === 'queued') queueSoon(moved.site)
      presenceSoon()
      wakeRouting()
    } else if (before.offeredTo !== moved.offeredTo) wakeRouting()
  }

  const tellSummaries = async (ids: string[]) => {
    const rows = new Map((await views.conversations(ids)).map((row) => [row.id, row]))
    for (const conversation of await views.summaries([...rows.values()], now())) {
      const row = rows.get(conversation.id)
      if (!row) continue
      const to = isForAnyone(row)
        ? rooms.members(row.site)
        : [...rooms.readers(row.id, row.operatorId), ...rooms.leads(row.site)]
      if (alone && !anyoneIn(desk, to)) continue
      if (told.admit('desk', row)) desk.to(to).emit('conversation:changed', { conversation })
    }
  }
  const summaries = trickle(SUMMARY_MS, SUMMARIES_AT_ONCE, tellSummaries, report)
  const summarySoon = (conversationId: string) => summaries.soon(conversationId)

  /** Who waits, and the place they were told last; '' where something else told it. Every node tells its own: places follow from the queue, not from a row. */
  const toldPlaces = new Map<string, { site: string; told: string }>()
  const queues = later(
    QUEUE_MS,
    async (site: string) => {
      const at = now()
      const queue = await views.queue(site, at)
      const changed = queue
        .filter(({ row, conversation }) => {
          const place = `${conversation.position} ${conversation.expectedWaitMs}`
          if (toldPlaces.get(row.id)?.told === place || !told.admit('visitor', row)) return false
          toldPlaces.set(row.id, { site, told: place })
          visitors.local.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation })
          return true
        })
        .map(({ row }) => row)
      const waiting = new Set(queue.map(({ row }) => row.id))
      for (const [id, one] of toldPlaces) if (one.site === site && !waiting.has(id)) toldPlaces.delete(id)
      for (const conversation of await views.summaries(changed, at)) {
        if (told.admit('desk', conversation))
          desk.local.to(rooms.members(site)).emit('conversation:changed', { conversation })
      }
      availabilitySoon(site)
    },
    report,
  )
  const queueSoon = (site: string) => queues.soon(site)
  const placeShown: FanOut['placeShown'] = ({ id, state, site }) => {
    if (state !== 'queued') return
    toldPlaces.set(id, { site, told: '' })
    queueSoon(site)
  }

  const presences = later(
    PRESENCE_MS,
    async () => {
      const all = await views.presences(now())
      await tellWhoIsHere(all)
      const shown = new Map<string, { operators: OperatorPresence[]; byMail: number; held: number }>()
      for (const one of all) {
        const { id, connected, sites } = one
        if (!connected) continue
        // Many are members of the same sites: what they are told is read once.
        const reader = { sites: sites && Object.fromEntries(sites.map((site) => [site, 'operator' as const])) }
        const key = JSON.stringify(sites)
        const theirs = shown.get(key) ?? {
          operators: colleaguesOf(all, reader),
          byMail: await views.leftByMail(reader),
          held: await views.heldBack(reader),
        }
        shown.set(key, theirs)
        desk.to(rooms.person(id)).emit('presence:changed', {
          me: ownPresence(one),
          ...theirs,
        })
      }
      availabilitySoon()
    },
    report,
  )
  /**
   * Operators as they were told last to those they talk with; a visitor hears when theirs goes and comes back. Whoever was not told
   * of yet counts as here: somebody who came, accepted and went before the first telling is told of as gone.
   */
  const toldHere = new Map<string, boolean>()
  const tellWhoIsHere = async (operators: readonly { id: string; connected: boolean }[]) => {
    const changed = operators.filter(({ id, connected }) => (toldHere.get(id) ?? true) !== connected)
    for (const { id, connected } of operators) toldHere.set(id, connected)
    const at = now()
    for (const row of await views.heldBy(changed.map(({ id }) => id))) {
      const conversation = await views.visitor(row, at)
      if (told.admit('visitor', row))
        visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation })
    }
  }
  const presenceSoon = () => presences.soon('all')

  const toldAvailability = new Map<string, string>()
  const availabilities = later(
    PRESENCE_MS,
    async (room: string) => {
      const of = siteOfRoom(room)
      if (!of) return
      const fact = await views.availability(of.site, of.locale, now())
      const shown = `${fact.online} ${fact.staffed} ${fact.open} ${fact.opensAt}`
      if (toldAvailability.get(room) === shown) return
      toldAvailability.set(room, shown)
      visitors.local.to(room).emit('availability:changed', fact)
    },
    report,
  )
  const availabilitySoon = (site?: string) => {
    for (const room of visitors.adapter.rooms.keys()) {
      const of = siteOfRoom(room)
      if (of && (site === undefined || of.site === site)) availabilities.soon(room)
    }
  }

  return {
    said: (messages, except) => {
      for (const message of messages) say(message, except)
    },
    moved: (conversations) => {
      for (const conversation of conversations) move(conversation)
    },
    summarySoon,
    presenceSoon,
    queueSoon,
    placeShown,
    heard: (audience, { id, state, site }) => {
      const place = toldPlaces.get(id)
      if (audience === 'desk') {
        if (site !== undefined && (place || state === 'queued')) queueSoon(site)
      } else if (place) place.told = ''
    },
    availabilitySoon: () => availabilitySoon(),
    allTold: async () => void (await Promise.all(telling.values())),
    placesSoon: () => {
      for (const site of new Set([...toldPlaces.values()].map((one) => one.site))) queueSoon(site)
    },
    stop: () => {
      for (const one of [summaries, queues, presences, availabilities]) one.stop()
    },
  }
}

interface Listening {
  adapter: { rooms: Map<string, Set<string>> }
  sockets: Map<string, { emit(event: string, fact: object): unknown }>
  to(names: string[]): {
    emit(event: string, fact: object): unknown
    except(id: string): { emit(event: string, fact: object): unknown }
  }
}

function onlyListener(
  namespace: Listening,
  names: string[],
  except: string | undefined,
): { id: string } | 'several' | null {
  let only: string | null = null
  for (const name of names) {
    for (const id of namespace.adapter.rooms.get(name) ?? []) {
      if (id === except || id === only) continue
      if (only !== null) return 'several'
      only = id
    }
  }
  return only === null ? null : { id: only }
}
