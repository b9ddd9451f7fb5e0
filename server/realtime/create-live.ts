import { newId, faultText } from '#shared'
import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { type ConversationSummary, DESK_NAMESPACE, type Message, type VisitorConversation } from '#protocol'
import type { Committer } from '../chat/committing/committer.ts'
import type { MoveOutcome } from '../chat/moves/index.ts'
import type { Done } from '../chat/moves/outcome.ts'
import { postgresCommitter } from '../chat/committing/postgres-committer.ts'
import { viewsOf } from '../chat/reads/views.ts'
import { postgresSql, type Sql, reportsSql, sqliteSql } from '../chat/sql.ts'
import { sqliteCommitter } from '../chat/committing/sqlite-committer.ts'
import { visitorTokens } from '../visitors/visitor-token.ts'
import { startBeat } from './beat.ts'
import { type Core, rooms } from './core.ts'
import { fanOutOf } from './telling/fan-out.ts'
import { guardDoor, openDoor } from './gateway.ts'
import { DEFAULT_LIMITS, messageLimits } from './asking/limits.ts'
import type { Live, LiveParts } from './live.ts'
import { liveDoor } from './live-door.ts'
import { later } from './later.ts'
import { OFFER_MS, VANISHED_MS } from '../chat/moves/offers.ts'
import { redisFanOut } from './telling/redis-fan-out.ts'
import { watchOf } from './telling/watch.ts'
import { NODE_HEARTBEAT_MS, NODE_LEASE_MS } from '../chat/moves/presence.ts'
import { keepIndex } from './searching/keep-index.ts'
import { mailRoomOf } from './letters/mail-room.ts'
import { siteCache } from './site-cache.ts'
import { noticeBoard } from './notices.ts'

const DISPATCH_MS = 30
const READ_TIMEOUT_MS = 1_000
/** How long a node that ends waits for the database, to tell what it still owes. */
const LAST_WORDS_MS = 1_000

/** Opens the live edge on an HTTP server: upgrades of `/api/live` are its own, requests stay the application's. Resolves when the node is known to the others. */
export async function createLive(parts: LiveParts): Promise<Live> {
  const nodeId = parts.nodeId ?? `node-${randomBytes(6).toString('hex')}`
  const limits = { ...DEFAULT_LIMITS, ...parts.limits }
  const tokens = visitorTokens(parts.secrets)
  const { committer, sql, reports, closeSql } = openStore(parts)
  const { site, forget: forgetSites } = siteCache(parts.library.find)
  const reading = viewsOf(sql, site)
  const views: typeof reading = {
    ...reading,
    visitor: (row, now) => reading.visitor(row, now).finally(() => core.fanOut.placeShown(row)),
  }
  const redis = parts.redisUrl ? redisFanOut(parts.redisUrl, parts.secrets.at(-1) ?? parts.secrets[0], parts.log) : null
  const door = openDoor(parts.server, limits, () => core.draining, redis?.adapter)

  const core: Core = {
    parts,
    committer,
    sql,
    reports,
    views,
    limits,
    nodeId,
    site,
    forgetSites,
    io: door.io,
    visitors: door.visitors,
    desk: door.desk,
    fanOut: undefined as never,
    watch: undefined as never,
    spend: messageLimits(limits),
    timing: {
      offerMs: OFFER_MS,
      vanishedMs: VANISHED_MS,
      steadyMs: NODE_LEASE_MS + NODE_HEARTBEAT_MS,
      ...parts.timing,
    },
    log: parts.log,
    hooks: parts.hooks ?? {},
    now: Date.now,
    draining: false,
    notices: () => board.current(),
    unfilled: (text) => parts.library.templates?.unfilled(text) ?? [],
    move: async (name, request, except) => {
      const outcome = (await committer.run(name, request, Date.now())) as MoveOutcome<typeof name>
      core.hooks.committed?.(name)
      if (outcome.ok) tellAfterAnswer(name, outcome, except)
      return outcome
    },
    receiveMail: (raw) => mailRoom.receive(raw),
    wakeRouting: () => routing.soon('queue'),
    tellOfferExpired: (conversationId, operatorId) =>
      core.desk.to(rooms.person(operatorId)).emit('offer:expired', { conversationId, setAway: true }),
  }
  /**
   * The asker's acknowledgement goes first: the hint to the others may be lost, the answer may not. What one batch
   * committed is told in one go, so that a socket many messages go to writes them with one call to the system.
   */
  const tellAfterAnswer = (name: string, outcome: Pick<Done<unknown>, 'said' | 'moved'>, except?: string) => {
    if (outcome.said.length === 0 && outcome.moved.length === 0) return
    if (untold.push({ name, outcome, except }) === 1) setImmediate(tellAll)
  }
  let untold: { name: string; outcome: Pick<Done<unknown>, 'said' | 'moved'>; except: string | undefined }[] = []
  const tellAll = () => {
    const batch = untold
    untold = []
    for (const { name, outcome, except } of batch) {
      try {
        core.hooks.acknowledged?.(name)
        core.fanOut.said(outcome.said, except)
        core.hooks.said?.(name)
        core.fanOut.moved(outcome.moved)
      } catch (fault) {
        parts.log.error(
          { fault: faultText(fault) },
          'a fact could not be told; a look at the database or the next resync will',
        )
      }
    }
  }
  core.fanOut = fanOutOf(core)
  core.watch = watchOf(core)
  const board = noticeBoard(core)
  const mailRoom = mailRoomOf(core, board)
  const index = keepIndex(core)
  redis?.onHealth((healthy) => board.set('redis_down', !healthy))
  redis?.onHeard((namespace, event, fact) => {
    const { message, conversation, moved } = fact as {
      message?: Message
      conversation?: VisitorConversation | ConversationSummary
      moved?: number
    }
    if (event === 'message:created' && message) core.watch.told(message.conversationId, message.seq)
    if (event !== 'conversation:changed' || !conversation) return true
    const audience = namespace === DESK_NAMESPACE ? 'desk' : 'visitor'
    core.fanOut.heard(audience, conversation)
    if (moved !== undefined) core.watch.moved(conversation.id, moved)
    return core.watch.admit(audience, conversation)
  })
  const routing = later(
    DISPATCH_MS,
    async () => void (await core.move('dispatch', { offerMs: core.timing.offerMs })),
    (fault) => parts.log.warn({ fault: faultText(fault) }, 'routing failed and will be tried again'),
  )
  guardDoor(core, tokens)
  const beat = startBeat(core)
  await beat.started
  return liveDoor(core, {
    tokens,
    newVisitorId: () => newId('vis', Date.now()),
    close: async () => {
      beat.stop()
      routing.stop()
      board.stop()
      await mailRoom.stop()
      await index.stop()
      tellAll()
      await Promise.race([core.fanOut.told(), pause(LAST_WORDS_MS, undefined, { ref: false })])
      core.fanOut.stop()
      // Sockets end here; the HTTP server belongs to whoever opened it.
      core.io.disconnectSockets(true)
      core.io.engine.close()
      redis?.close()
      await committer.close()
      closeSql()
    },
  })
}

function openStore(parts: LiveParts): { committer: Committer; sql: Sql; reports: Sql; closeSql: () => void } {
  const { database, slowSyncMs } = parts
  if (database.pool) {
    const sql = postgresSql(database.pool)
    return { committer: postgresCommitter(database.pool), sql, reports: sql, closeSql: () => {} }
  }
  const file = database.sqlite?.location()
  if (!file) throw new Error('conversations need a database in a file')
  // Readers of a write-ahead log wait for nobody, so reading stays on this thread, over a connection that cannot write.
  const reader = new DatabaseSync(file, { readOnly: true, timeout: READ_TIMEOUT_MS })
  const onFault = (fault: Error) =>
    parts.log.error({ fault: fault.message }, 'the commit worker failed; conversations are refused until a restart')
  return {
    committer: sqliteCommitter(file, { slowSyncMs: slowSyncMs ?? 0, onFault }),
    sql: sqliteSql(reader),
    reports: database.readingThread ? reportsSql(database.readingThread) : sqliteSql(reader),
    closeSql: () => reader.close(),
  }
}
