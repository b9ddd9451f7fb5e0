import { faultText } from '#shared'
import type { IncomingMessage, RequestListener, Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import {
  type RefusalCode,
  DESK_NAMESPACE,
  LIVE_PATH,
  MESSAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  VISITOR_NAMESPACE,
} from '#protocol'
import type { DeskMember } from '../chat/conversation.ts'
import { answerRequests } from './asking/acknowledged.ts'
import type { Core } from './core.ts'
import type { DeskNamespace, DeskSocket, VisitorNamespace, VisitorSocket } from './sockets.ts'
import { rooms } from './telling/rooms.ts'
import { knocking } from './keeping-out/knocking.ts'
import type { Limits } from './asking/limits.ts'
import type { RedisFanOut } from './telling/redis-fan-out.ts'
import { type OperatorAsking, operatorRequests } from './asking/operator-handlers.ts'
import { originsOf } from '../visitors/site-origins.ts'
import { addressDigest } from '../visitors/address-digest.ts'
import { subnetDigest } from '../visitors/block-keys.ts'
import type { VisitorTokens } from '../visitors/visitor-token.ts'
import { type VisitorAsking, visitorRequests } from './asking/visitor-handlers.ts'

/** A dead link is noticed after at most 10 + 8 seconds (I6: ≤ 25 s). */
const PING_INTERVAL_MS = 10_000
const PING_TIMEOUT_MS = 8_000
const HANDSHAKE_MS = 8_000
/** Line breaks and quotes double in JSON; the rest is the envelope and the handover packet. */
const LARGEST_FRAME_BYTES = 2 * MESSAGE_LIMIT_BYTES + 32 * 1024
const OLDEST_PROTOCOL = PROTOCOL_VERSION - 1
/** A session that ended otherwise than by `revokeSessions` is noticed within this. */
const SESSION_CHECK_MS = 15_000
/** Longer than any node remembers a session. */
const FIRST_CHECK_MS = 900

export interface Door {
  io: Server
  visitors: VisitorNamespace
  desk: DeskNamespace
  /** Handshakes begun and not finished; for admission. */
  underWay: { count: number }
}

/** WebSocket only, no compression, bounded frames; admission before anything is parsed. */
export function openDoor(
  server: HttpServer,
  limits: Limits,
  isDraining: () => boolean,
  addressOf: (request: IncomingMessage) => string,
  adapter?: RedisFanOut['adapter'],
): Door {
  const underWay = { count: 0 }
  const hold = linksByAddress(addressOf)
  const listeners = server.listeners('request') as RequestListener[]
  const io = new Server(server, {
    path: LIVE_PATH,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LARGEST_FRAME_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: HANDSHAKE_MS,
    cleanupEmptyChildNamespaces: false,
    ...(adapter ? { adapter: adapter as never } : {}),
    allowRequest: (request, decide) => {
      const admitted =
        !isDraining() &&
        underWay.count < limits.handshakes &&
        hold(request, LINKS_PER_SOCKET * limits.socketsPerAddress)
      if (admitted) beginHandshake(underWay)
      decide(admitted ? null : 'come back later', admitted)
    },
  })
  // Only upgrades are ours. Left in place, the engine and the application would both answer a plain request to our path.
  server.removeAllListeners('request')
  for (const listener of listeners) server.on('request', listener)
  writeTogether(io)
  return {
    io,
    visitors: io.of(VISITOR_NAMESPACE),
    desk: io.of(DESK_NAMESPACE),
    underWay,
  }
}

/** Packets flushed together leave in one call to the system instead of one each: nearly a third of the cost of a busy operator's messages. */
function writeTogether(io: Server): void {
  io.engine.on('flush', (client: { request: IncomingMessage }, packets: unknown[]) => {
    if (packets.length < 2) return
    const { socket } = client.request
    socket.cork()
    process.nextTick(() => socket.uncork())
  })
}

/** Some shake hands for long and are refused then, by code; a bound before it need only stop who opens links and never speaks. */
const LINKS_PER_SOCKET = 2

/** Counts links by address until they close; false: there are too many of this one. */
export function linksByAddress(addressOf: (request: IncomingMessage) => string) {
  const held = new Map<string, number>()
  return (request: IncomingMessage, most: number): boolean => {
    const address = addressOf(request)
    const links = (held.get(address) ?? 0) + 1
    if (links > most) return false
    held.set(address, links)
    request.socket.once('close', () => {
      const left = (held.get(address) ?? 1) - 1
      if (left > 0) held.set(address, left)
      else held.delete(address)
    })
    return true
  }
}

function beginHandshake(underWay: { count: number }): void {
  underWay.count += 1
  setTimeout(() => (underWay.count -= 1), HANDSHAKE_SHARE_MS).unref()
}
/** What one handshake is counted as: about the time it keeps the event loop and the database from others. */
const HANDSHAKE_SHARE_MS = 150

class Refused extends Error {
  data: { code: RefusalCode; retryAfterMs?: number }
  constructor(code: RefusalCode, retryAfterMs?: number) {
    super(code)
    this.data = retryAfterMs === undefined ? { code } : { code, retryAfterMs }
  }
}

export const ownAddress = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

/** Who may enter, and into which rooms. Everything else is decided per request. */
export function guardDoor(
  core: VisitorAsking &
    OperatorAsking &
    Pick<
      Core,
      'addressOf' | 'began' | 'draining' | 'gate' | 'io' | 'limits' | 'nodeId' | 'publicUrl' | 'secrets' | 'session'
    >,
  tokens: Pick<VisitorTokens, 'read'>,
): void {
  const perAddress = new Map<string, number>()
  const { addressOf = ownAddress } = core
  const digest = (request: IncomingMessage) => addressDigest(core.secrets[0], addressOf(request))
  const ownOrigin = new URL(core.publicUrl).origin

  const hold = (socket: VisitorSocket | DeskSocket) => {
    const address = digest(socket.request)
    const held = (perAddress.get(address) ?? 0) + 1
    if (held > core.limits.socketsPerAddress) throw new Refused('too_many', 10_000)
    perAddress.set(address, held)
    socket.conn.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1
      if (left > 0) perAddress.set(address, left)
      else perAddress.delete(address)
    })
  }
  const enter = (socket: VisitorSocket | DeskSocket, next: (refusal?: Error) => void, check: () => Promise<void>) => {
    const protocol: unknown = socket.handshake.auth.protocol
    const spoken = typeof protocol === 'number' && protocol >= OLDEST_PROTOCOL && protocol <= PROTOCOL_VERSION
    if (!spoken) return next(new Refused('version_unsupported'))
    if (core.draining()) return next(new Refused('draining', 1_000))
    check().then(
      () => next(),
      (fault) => {
        if (fault instanceof Refused) return next(fault)
        core.log.error({ fault: faultText(fault) }, 'a socket handshake failed')
        next(new Refused('unavailable', 2_000))
      },
    )
  }

  // Nobody has business in the namespace that needs no name; there a socket would be held and counted nowhere.
  core.io.use((_socket, next) => next(new Refused('not_found')))
  core.visitors.use((socket, next) => {
    enter(socket, next, async () => {
      const visitor = tokens.read(socket.handshake.auth.token, core.now())
      if (!visitor) throw new Refused('signed_out')
      const site = await core.site(visitor.site)
      if (!site) throw new Refused('not_found')
      const { origin } = socket.handshake.headers
      if (origin !== undefined && origin !== ownOrigin && !originsOf(site).includes(origin))
        throw new Refused('not_allowed')
      if (
        (core.visitors.adapter.rooms.get(rooms.visitor(visitor.visitorId))?.size ?? 0) >= core.limits.socketsPerVisitor
      )
        throw new Refused('too_many', 5_000)
      const { visitorId, locale, verified } = visitor
      const subnet = subnetDigest(core.secrets[0], addressOf(socket.request))
      Object.assign(socket.data, {
        visitorId,
        site: visitor.site,
        locale,
        verified,
        address: digest(socket.request),
        subnet,
      })
      if ((await core.gate.keptOut(knocking(socket.data)))?.scope === 'everything') throw new Refused('blocked')
      hold(socket)
    })
  })
  core.visitors.on('connection', (socket) => {
    void socket.join([rooms.visitor(socket.data.visitorId), rooms.site(socket.data.site, socket.data.locale)])
    answerRequests(socket, core, visitorRequests(core, socket))
    socket.on('disconnect', () => {
      if (!socket.data.leased) return
      core.move('endLease', { leaseId: socket.id, visitorId: socket.data.visitorId }).catch(() => {})
      core.views.latestOf(socket.data.visitorId, socket.data.site).then(
        (row) => row && core.fanOut.summarySoon(row.id),
        () => {},
      )
    })
  })

  core.desk.use((socket, next) => {
    enter(socket, next, async () => {
      const { origin } = socket.handshake.headers
      if (origin !== undefined && origin !== ownOrigin) throw new Refused('not_allowed')
      const person = await core.session(socket.handshake.headers)
      if (!person) throw new Refused('signed_out')
      hold(socket)
      const { id, name, role, sites } = person
      Object.assign(socket.data, { id, name, role, sites, following: new Set() })
      await core.move('takeLease', {
        leaseId: socket.id,
        nodeId: core.nodeId,
        kind: 'operator',
        personId: person.id,
        member: { id, name, role, sites },
      })
      // Gone before it was let in: its lease must not outlive it.
      if (!socket.conn.transport || socket.conn.readyState !== 'open')
        await core.move('endLease', { leaseId: socket.id, operatorId: person.id })
    })
  })
  core.desk.on('connection', (socket) => {
    const me = socket.data
    void socket.join(rooms.ofMember(me))
    answerRequests(socket, core, operatorRequests(core, socket))
    // Another node may still remember for a moment a session that has just ended.
    const asked = setTimeout(() => void stillSignedIn(core, socket), FIRST_CHECK_MS)
    asked.unref()
    const checked = setInterval(() => void stillSignedIn(core, socket), SESSION_CHECK_MS)
    checked.unref()
    socket.on('disconnect', () => {
      clearInterval(checked)
      clearTimeout(asked)
      core
        .move('endLease', { leaseId: socket.id, operatorId: me.id })
        .then(() => {
          core.fanOut.presenceSoon()
          core.wakeRouting()
        })
        .catch(() => {})
    })
    core.fanOut.presenceSoon()
    core.wakeRouting()
  })
}

async function stillSignedIn(core: Pick<Core, 'session'>, socket: DeskSocket): Promise<void> {
  const me = socket.data
  try {
    const person = await core.session(socket.handshake.headers)
    if (person?.id !== me.id || rightsOf(person) !== rightsOf(me)) socket.disconnect(true)
  } catch {
    // The session store does not answer: what was true a moment ago stays true until it does (I10).
  }
}

/** What decides which facts reach a socket. The role on the site somebody has just chosen is none of it. */
const rightsOf = ({ role, sites }: Pick<DeskMember, 'role' | 'sites'>): string =>
  sites === null ? role : JSON.stringify(Object.entries(sites).sort())
