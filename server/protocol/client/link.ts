import { io } from 'socket.io-client'
import { ACK_TIMEOUT_MS, LIVE_PATH } from '#protocol'
import { backOffMs, CAP_SEEN_MS } from './back-off.ts'
import type { AckOf, RequestName, RequestOf } from './contract.ts'
import { passes } from './refusals.ts'

export type LinkState = 'connecting' | 'live' | 'lost'

/** One line to the server that comes back by itself. */
export interface Link<Asks> {
  readonly state: LinkState
  /** Null: not acknowledged in time, so nobody knows whether it arrived (rule 2). Never throws. */
  ask<E extends RequestName<Asks>>(event: E, request: RequestOf<Asks, E>): Promise<AckOf<Asks, E> | null>
  /** The network, the tab or the person came back: connect now, or ask whether the link still lives. */
  wake(): void
  /** What the link leads to is gone, though nothing has said so: hang up and connect anew. */
  hangUp(): void
  /** Disconnected until `wake`. */
  sleep(): void
  close(): void
}

export interface LinkOptions<Facts> {
  /** Empty: the page's own. */
  origin: string
  namespace: string
  /** Read at every attempt, since tokens change. */
  auth(): object
  /** Connected, or awake again: resync now (I4). */
  connected(): void
  changed?(state: LinkState): void
  /** A hint from the server; unread. */
  heard(name: keyof Facts & string, fact: unknown): void
  /** The server will not have this client: it is not asked again. */
  refused(code: string): void
  /** The longest pause before the next attempt; 1.6 s if nothing is said. */
  capMs?(attempt: number): number
  ackTimeoutMs?: number
  /** Only where no browser sets them. */
  headers?: Record<string, string>
}

const CONNECT_TIMEOUT_MS = 5_000
const PROBE_TIMEOUT_MS = 3_000
/** Whatever a node says, nobody waits longer before connecting elsewhere. */
const LONGEST_DRAIN_MS = 10_000

/** WebSocket only, with a back-off of our own: Socket.IO's recovery and its timers are not relied on (I4). */
export function openLink<Asks, Facts>(options: LinkOptions<Facts>): Link<Asks> {
  let state: LinkState = 'connecting'
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const socket = io(options.origin + options.namespace, {
    path: LIVE_PATH,
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    forceNew: true,
    auth: (give: (auth: object) => void) => give(options.auth()),
    ...(options.headers && { extraHeaders: options.headers }),
  })
  const become = (next: LinkState) => {
    if (state === next) return
    state = next
    options.changed?.(next)
  }
  const connect = () => {
    clearTimeout(timer)
    if (ended || socket.connected) return
    socket.disconnect()
    socket.connect()
  }
  const later = (waitMs = 0) => {
    clearTimeout(timer)
    if (ended) return
    become('lost')
    timer = setTimeout(connect, waitMs + backOffMs(attempt, options.capMs?.(attempt) ?? CAP_SEEN_MS))
    attempt++
  }
  /** Half-open links say nothing: whoever gets no answer hangs up and connects anew. */
  const hangUp = () => {
    if (!socket.connected) return
    socket.disconnect()
    later()
  }
  const ask = (event: string, request: unknown, limitMs: number) =>
    new Promise<{ ok: boolean } | null>((answer) => {
      if (!socket.connected) return answer(null)
      socket.timeout(limitMs).emit(event, request, (late: Error | null, ack: unknown) => {
        const answered = !late && typeof ack === 'object' ? (ack as { ok: boolean } | null) : null
        answer(answered)
        if (!answered) hangUp()
      })
    })

  socket.on('connect', () => {
    attempt = 0
    become('live')
    options.connected()
  })
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') later()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string; retryAfterMs?: number } }) => {
    const code = error.data?.code
    if (!code || passes(code)) return later(error.data?.retryAfterMs)
    ended = true
    options.refused(code)
  })
  socket.onAny((name, fact) => options.heard(name, fact))
  socket.on('node:draining', (fact: { reconnectInMs?: unknown }) => {
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        socket.disconnect()
        connect()
      },
      Math.min(Number(fact?.reconnectInMs) || 0, LONGEST_DRAIN_MS),
    )
  })

  connect()
  return {
    get state() {
      return state
    },
    ask: (event, request) => ask(event, request, options.ackTimeoutMs ?? ACK_TIMEOUT_MS) as Promise<never>,
    hangUp,
    wake() {
      if (ended) return
      if (!socket.connected) {
        attempt = 0
        return connect()
      }
      options.connected()
      // Any answer will do, a refusal too.
      void ask('typing:set', { conversationId: 'probe', typing: false }, PROBE_TIMEOUT_MS)
    },
    sleep() {
      clearTimeout(timer)
      socket.disconnect()
    },
    close() {
      ended = true
      clearTimeout(timer)
      socket.disconnect()
    },
  }
}
