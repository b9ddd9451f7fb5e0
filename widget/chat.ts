/** The live link: one socket, its reconnection, its wake-ups. The only importer of socket.io-client; loaded on escalation only. */
import { io, type Socket } from 'socket.io-client'
import {
  ACK_TIMEOUT_MS,
  type Ack,
  LIVE_PATH,
  PROTOCOL_VERSION,
  type ServerToVisitor,
  VISITOR_NAMESPACE,
  type VisitorHandshake,
  type VisitorToServer,
} from '#protocol'
import { backOffMs, CAP_HIDDEN_MS, CAP_LATER_MS, CAP_SEEN_MS, PATIENCE_ATTEMPTS } from './conversation/back-off.ts'

export type LinkState = 'connecting' | 'on' | 'lost'
export type FactName = keyof ServerToVisitor
type RequestOf<E extends keyof VisitorToServer> = Parameters<VisitorToServer[E]>[0]

export interface ChatLink {
  /** Null: not acknowledged in time, so nobody knows whether it arrived. */
  request<E extends keyof VisitorToServer>(
    event: E,
    request: RequestOf<E>,
  ): Promise<Ack<Record<string, unknown>> | null>
  /** The network or the tab came back: connect now, or ask whether the link still lives. */
  wake(): void
  close(): void
}

export interface LinkListener {
  /** Connected: resync now. */
  connected(): void
  changed(state: LinkState): void
  /** A hint from the server; unread. */
  heard(name: FactName, fact: unknown): void
  /** The server will not have this visitor: token expired, protocol too old. */
  refused(code: string): void
}

const CONNECT_TIMEOUT_MS = 5_000
const PROBE_TIMEOUT_MS = 3_000
const FACTS: FactName[] = [
  'message:created',
  'message:changed',
  'conversation:changed',
  'typing:changed',
  'availability:changed',
  'node:draining',
]
const FINAL = ['signed_out', 'version_unsupported', 'not_allowed', 'invalid']

export function connectChat(origin: string, token: () => string, listener: LinkListener): ChatLink {
  const life = new AbortController()
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  // WebSocket only, and our own back-off: Socket.IO's recovery and its timers are not relied on (I4).
  const socket: Socket = io(origin + VISITOR_NAMESPACE, {
    path: LIVE_PATH,
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    forceNew: true,
    auth: (give: (auth: VisitorHandshake) => void) => give({ protocol: PROTOCOL_VERSION, token: token() }),
  })

  const connect = () => {
    clearTimeout(timer)
    if (ended || socket.connected) return
    socket.disconnect()
    socket.connect()
  }
  const later = (waitMs?: number) => {
    clearTimeout(timer)
    if (ended) return
    listener.changed('lost')
    const cap =
      document.visibilityState === 'hidden' ? CAP_HIDDEN_MS : attempt > PATIENCE_ATTEMPTS ? CAP_LATER_MS : CAP_SEEN_MS
    timer = setTimeout(connect, (waitMs ?? 0) + backOffMs(attempt++, cap))
  }
  const ask = (event: string, request: unknown, limitMs: number) =>
    new Promise<Ack<Record<string, unknown>> | null>((answer) => {
      if (!socket.connected) return answer(null)
      socket.timeout(limitMs).emit(event, request, (late: Error | null, ack: Ack<Record<string, unknown>>) => {
        answer(late || typeof ack !== 'object' || ack === null ? null : ack)
      })
    })
  /** Half-open links say nothing: whoever gets no answer hangs up and connects anew. */
  const hangUp = () => {
    if (!socket.connected) return
    socket.disconnect()
    later()
  }

  socket.on('connect', () => {
    attempt = 0
    listener.changed('on')
    listener.connected()
  })
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') later()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string; retryAfterMs?: number } }) => {
    const code = error.data?.code
    if (code && FINAL.includes(code)) {
      ended = true
      return listener.refused(code)
    }
    later(error.data?.retryAfterMs)
  })
  for (const name of FACTS) socket.on(name, (fact: unknown) => listener.heard(name, fact))
  socket.on('node:draining', (fact: { reconnectInMs?: unknown }) => {
    clearTimeout(timer)
    const wait = Number(fact?.reconnectInMs) || 0
    timer = setTimeout(
      () => {
        socket.disconnect()
        connect()
      },
      Math.min(wait, 10_000),
    )
  })

  const wake = async () => {
    if (ended || document.visibilityState === 'hidden') return
    if (!socket.connected) {
      attempt = 0
      return connect()
    }
    listener.connected()
    const alive = await ask('typing:set', { conversationId: 'probe', typing: false }, PROBE_TIMEOUT_MS)
    if (!alive) hangUp()
  }
  const { signal } = life
  document.addEventListener('visibilitychange', wake, { signal })
  addEventListener('pageshow', wake, { signal })
  addEventListener('online', wake, { signal })
  // The browser knows at once what a socket learns after half a minute.
  addEventListener('offline', hangUp, { signal })
  // Into the back/forward cache: a frozen socket would be a ghost, and would keep the page out of the cache.
  addEventListener('pagehide', () => !ended && socket.disconnect(), { signal })

  listener.changed('connecting')
  connect()
  return {
    async request(event, request) {
      const ack = await ask(event, request, ACK_TIMEOUT_MS)
      if (!ack) hangUp()
      return ack
    },
    wake,
    close() {
      ended = true
      clearTimeout(timer)
      life.abort()
      socket.disconnect()
    },
  }
}
