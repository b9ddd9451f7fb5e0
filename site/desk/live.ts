import { signal } from '@preact/signals'
import type { DeskToServer, ServerToDesk } from '#protocol'
import { ACK_TIMEOUT_MS, DESK_NAMESPACE, LIVE_PATH, PROTOCOL_VERSION } from '#protocol'
import { io, type Socket } from 'socket.io-client'

/** The desk's one line to the server. Facts that arrive are hints; `inbox:resync` and `conversation:open` bring the truth. */

type Event = keyof DeskToServer
type Request<E extends Event> = Parameters<DeskToServer[E]>[0]
type AckOf<E extends Event> = Parameters<Parameters<DeskToServer[E]>[1]>[0]

/** `lost` is said only after the first connection; `refused` means that the server does not know this session. */
export const connection = signal<'connecting' | 'live' | 'lost' | 'refused'>('connecting')

let socket: Socket<ServerToDesk, DeskToServer> | null = null
const resyncs = new Set<() => void>()

function line(): Socket<ServerToDesk, DeskToServer> {
  if (socket) return socket
  socket = io(DESK_NAMESPACE, {
    path: LIVE_PATH,
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    autoConnect: false,
    // Desks are few, so they may come back quickly: at most 1.96 s after the network does (I4).
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_400,
    randomizationFactor: 0.4,
  })
  socket.on('connect', () => {
    connection.value = 'live'
    resync()
  })
  socket.on('disconnect', (reason) => {
    connection.value = 'lost'
    // The server closed the line itself (restart, drain): Socket.IO would not come back on its own.
    if (reason === 'io server disconnect') setTimeout(() => socket?.connect(), 300 + Math.random() * 1_000)
  })
  socket.on('connect_error', (fault) => {
    const code = (fault as Error & { data?: { code?: string } }).data?.code ?? fault.message
    const signedOut = /signed_out|not_allowed/.test(code)
    connection.value = signedOut ? 'refused' : 'lost'
    if (!signedOut && socket && !socket.active) setTimeout(() => socket?.connect(), 500 + Math.random() * 1_400)
  })
  socket.on('node:draining', ({ reconnectInMs }) => {
    setTimeout(() => socket?.disconnect().connect(), Math.random() * Math.max(reconnectInMs, 200))
  })
  return socket
}

function resync(): void {
  for (const each of resyncs) each()
}

/** Runs on every connect and whenever the tab comes back: a frozen tab may have missed everything. */
export function onResync(listener: () => void): void {
  resyncs.add(listener)
}

export function openLive(): void {
  line().connect()
}

export function closeLive(): void {
  socket?.disconnect()
  connection.value = 'connecting'
}

/** Reconnects at once instead of waiting out the pause. */
export function reconnectNow(): void {
  const open = line()
  if (!open.connected) open.connect()
}

function comeBack(): void {
  if (document.visibilityState !== 'visible' || !socket) return
  if (socket.connected) resync()
  else if (connection.value === 'lost') socket.connect()
}
document.addEventListener('visibilitychange', comeBack)
addEventListener('pageshow', (event) => {
  if (event.persisted) comeBack()
})
addEventListener('online', comeBack)

/** Asks and waits for the acknowledgement; silence for ACK_TIMEOUT_MS is `unavailable`, never an exception. */
export function ask<E extends Event>(event: E, request: Request<E>): Promise<AckOf<E>> {
  const open = line()
  const refusal = { ok: false, code: 'unavailable' } as AckOf<E>
  if (!open.connected) return Promise.resolve(refusal)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(refusal), ACK_TIMEOUT_MS)
    const emit = open.emit.bind(open) as (name: string, body: unknown, reply: (ack: AckOf<E>) => void) => void
    emit(event, request, (ack) => {
      clearTimeout(timer)
      resolve(ack)
    })
  })
}

/** Refusals that pass by themselves. */
export const PASSING = new Set(['unavailable', 'draining', 'too_many'])
const ASK_AGAIN_MS = 1_000

/** A resync refused for the moment on a line that lives is asked again; a dead line resyncs when it is back. */
export function againLater(ack: { ok: boolean; code?: string; retryAfterMs?: number }, resyncAgain: () => void): void {
  if (ack.ok || !PASSING.has(ack.code ?? '') || connection.peek() !== 'live') return
  setTimeout(resyncAgain, (ack.retryAfterMs ?? ASK_AGAIN_MS) * (1 + Math.random()))
}

/** Listens to a fact for as long as the page lives. */
export function on<E extends keyof ServerToDesk>(event: E, listener: ServerToDesk[E]): void {
  const listen = line().on.bind(line()) as (name: string, handler: ServerToDesk[E]) => void
  listen(event, listener)
}
