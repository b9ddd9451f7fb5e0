import { type AnswerId, named } from '#kb'
import { newId, faultText } from '#shared'
import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { type ConversationSummary, DESK_NAMESPACE, type Message, type VisitorConversation } from '#protocol'
import type { Committer } from '../chat/committing/committer.ts'
import type { MoveOutcome } from '../chat/moves/index.ts'
import { postgresCommitter } from '../chat/committing/postgres-committer.ts'
import { type Views, viewsOf } from '../chat/reads/views.ts'
import { postgresSql, type Sql, reportsSql, sqliteSql } from '../chat/sql.ts'
import { sqliteCommitter } from '../chat/committing/sqlite-committer.ts'
import { visitorTokens } from '../visitors/visitor-token.ts'
import { fileAddresses } from '../files/file-address.ts'
import { startBeat } from './beat.ts'
import type { Core } from './core.ts'
import { type FanOut, fanOutOf } from './telling/fan-out.ts'
import { rooms } from './telling/rooms.ts'
import { ledgerOfTold, type Told } from './telling/told.ts'
import { tellAfterAnswer } from './telling/tell-after-answer.ts'
import { guardDoor, openDoor, ownAddress } from './gateway.ts'
import { DEFAULT_LIMITS, messageLimits } from './asking/limits.ts'
import type { Live, LiveParts } from './live.ts'
import { liveDoor } from './live-door.ts'
import { later } from './later.ts'
import { OFFER_MS, type SiteOffers, VANISHED_MS } from '../chat/moves/presence/offers.ts'
import { hoursAt } from '../chat/hours.ts'
import { previewsOf } from './telling/previews.ts'
import { redisFanOut } from './telling/redis-fan-out.ts'
import { watchOf } from './telling/watch.ts'
import { NODE_HEARTBEAT_MS, NODE_LEASE_MS } from '../chat/moves/presence/presence.ts'
import { invitingOf } from './inviting/inviting.ts'
import { pacingAcross } from './inviting/pacing.ts'
import { standingInvitations } from './inviting/standing-invitations.ts'
import { judgingOf } from './scenarios/judging.ts'
import { keptScenarios } from './scenarios/kept-scenarios.ts'
import { scenariosOf } from './scenarios/scenarios.ts'
import { gateOf } from './keeping-out/gate.ts'
import { keepHouseOfFiles } from './files/keep-house.ts'
import { keepIndex } from './searching/keep-index.ts'
import { mailRoomOf } from './letters/mail-room.ts'
import { siteCache } from './site-cache.ts'
import { picturePath } from '../pictures/public-pictures.ts'
import { noticeBoard } from './notices.ts'

const DISPATCH_MS = 30
/** Drawn at 40 points or less. */
const SMALL_FACE = '96.webp'
const SECOND_MS = 1_000
const PUSH_AFTER_MS = 15_000
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
  const reading = viewsOf(sql, site, (id) => parts.publicUrl + picturePath(id, SMALL_FACE))
  const redis = parts.redisUrl ? redisFanOut(parts.redisUrl, parts.secrets.at(-1) ?? parts.secrets[0], parts.log) : null
  let draining = false
  const { io, visitors, desk } = openDoor(
    parts.server,
    limits,
    () => draining,
    parts.addressOf ?? ownAddress,
    redis?.adapter,
  )
  const { log, hooks = {} } = parts
  const now = Date.now
  const timing = {
    offerMs: OFFER_MS,
    vanishedMs: VANISHED_MS,
    pushAfterMs: PUSH_AFTER_MS,
    steadyMs: NODE_LEASE_MS + NODE_HEARTBEAT_MS,
    ...parts.timing,
  }

  // SQLite serves one node, which never looks.
  const told = ledgerOfTold(now, parts.database.kind === 'sqlite')
  const routing = later(
    DISPATCH_MS,
    () =>
      named(
        parts.began,
        'routing',
        0,
        async () => void (await move('dispatch', { offerMs: timing.offerMs, sites: await offersOf(parts, now()) })),
      ),
    (fault) => log.warn({ fault: faultText(fault) }, 'routing a conversation failed; it will be retried'),
  )
  const wakeRouting = () => routing.soon('queue')
  const fanOut = fanOutOf(told, { desk, visitors, views: reading, log, now, wakeRouting, alone: redis === null })
  const views: Views = {
    ...reading,
    visitor: (row, at) => reading.visitor(row, at).finally(() => fanOut.placeShown(row)),
  }
  const telling = tellAfterAnswer(fanOut, hooks, log)
  const move: Core['move'] = async (name, request, except) => {
    const outcome = (await committer.run(name, request, now())) as MoveOutcome<typeof name>
    hooks.committed?.(name)
    if (outcome.ok) {
      telling.soon(name, outcome, except)
      for (const id of outcome.forYou ?? []) desk.to(rooms.person(id)).emit('for-you:changed', {})
    }
    return outcome
  }
  const leadsOf = parts.leadsOf ?? (async () => [])
  const board = noticeBoard({ began: parts.began, desk, leadsOf, library: parts.library, log, move, now, site, sql })
  const core: Core = {
    ...parts,
    io,
    visitors,
    desk,
    sql,
    reports,
    views,
    told,
    fanOut,
    limits,
    spend: messageLimits(limits),
    timing,
    nodeId,
    watched: parts.watched,
    places: parts.places,
    attributes: parts.attributes,
    files: parts.files ?? null,
    addresses: fileAddresses(parts.secrets, parts.publicUrl),
    now,
    site,
    forgetSites,
    move,
    scenariosAct: (id) => judging.actsOnStarts(id),
    gate: gateOf({ sql, secret: parts.secrets[0], now, log }),
    preview: previewsOf(desk, redis === null),
    notices: (reader) => board.current(reader),
    feedsBroken: (of) => board.setBySite('feed_broken', of),
    unfilled: (text) => parts.library.templates?.unfilled(text) ?? [],
    leadsOf,
    rests: (id) => parts.library.answers?.rests(id as AnswerId) ?? false,
    wakeRouting,
    draining: () => draining,
    drain: () => {
      draining = true
    },
  }
  const mailRoom = mailRoomOf(core, board)
  const index = keepIndex(core)
  const house = keepHouseOfFiles(core)
  const invitations = standingInvitations(core)
  const scenarios = keptScenarios(parts.database)
  const judging = judgingOf(core, scenarios)
  const mayInvite = (id: string) => invitations.maySend(id) || judging.runs(id)
  const pacing = pacingAcross(desk, { now, mayInvite, alone: redis === null })
  redis?.onHealth((healthy) => board.set('redis_down', !healthy))
  redis?.onHeard((namespace, event, fact) => admitted(told, fanOut, namespace, event, fact))
  guardDoor(core, tokens)
  const beat = startBeat({ ...core, watch: watchOf(told, fanOut, core) })
  await beat.started
  return liveDoor(core, {
    tokens,
    inviting: invitingOf(core, invitations, pacing),
    scenarios: scenariosOf(core, scenarios, judging),
    newVisitorId: () => newId('vis', now()),
    receiveMail: mailRoom.receive,
    close: async () => {
      beat.stop()
      routing.stop()
      board.stop()
      await mailRoom.stop()
      await index.stop()
      house.stop()
      invitations.stop()
      judging.stop()
      pacing.stop()
      await parts.files?.close()
      telling.now()
      await Promise.race([fanOut.allTold(), pause(LAST_WORDS_MS, undefined, { ref: false })])
      fanOut.stop()
      // Sockets end here; the HTTP server belongs to whoever opened it.
      io.disconnectSockets(true)
      io.engine.close()
      redis?.close()
      await committer.close()
      closeSql()
    },
  })
}

/** Whether what another node tells is news to those here. A fact heard was told to everybody: nobody owes it any more. */
function admitted(told: Told, fanOut: FanOut, namespace: string, event: string, fact: unknown): boolean {
  const { message, conversation, moved } = fact as {
    message?: Message
    conversation?: VisitorConversation | ConversationSummary
    moved?: number
  }
  if (event === 'message:created' && message) told.said(message.conversationId, message.seq)
  if (event !== 'conversation:changed' || !conversation) return true
  const audience = namespace === DESK_NAMESPACE ? 'desk' : 'visitor'
  fanOut.heard(audience, conversation)
  if (moved !== undefined) told.moved(conversation.id, moved)
  return told.admit(audience, conversation)
}

async function offersOf({ library, timing }: LiveParts, now: number): Promise<Record<string, SiteOffers>> {
  const sites = (await library.find.sites?.()) ?? []
  return Object.fromEntries(
    sites.map((site) => [
      site.id,
      {
        offerMs: timing?.offerMs ?? site.offers.seconds * SECOND_MS,
        open: hoursAt(site, now).open,
        byMail: site.offers.byMail,
      },
    ]),
  )
}

function openStore(parts: LiveParts): { committer: Committer; sql: Sql; reports: Sql; closeSql: () => void } {
  const { database, slowSyncMs } = parts
  if (database.pool) {
    const sql = postgresSql(database.pool)
    return { committer: postgresCommitter(database.pool), sql, reports: sql, closeSql: () => {} }
  }
  const { file } = database
  if (!file) throw new Error('conversations need a database in a file')
  // Readers of a write-ahead log wait for nobody, so reading stays on this thread, over a connection that cannot write.
  const reader = new DatabaseSync(file.path, { readOnly: true, timeout: READ_TIMEOUT_MS })
  const onFault = (fault: Error) =>
    parts.log.error(
      { fault: fault.message },
      'the database writer stopped; new messages are refused until the server restarts',
    )
  return {
    committer: sqliteCommitter(file, { slowSyncMs: slowSyncMs ?? 0, onFault }),
    sql: sqliteSql(reader),
    reports: database.readingThread ? reportsSql(database.readingThread) : sqliteSql(reader),
    closeSql: () => reader.close(),
  }
}
