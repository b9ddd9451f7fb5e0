import { signal } from '@preact/signals'
import { type AckOf, type Link, openLink, passes, pauseMs, type Refusal, type RequestOf, wakeWithPage } from '#client'
import { type Ack, DESK_NAMESPACE, type DeskToServer, PROTOCOL_VERSION, type ServerToDesk } from '#protocol'

/** The desk's one line to the server. Facts that arrive are hints; `inbox:resync` and `conversation:open` bring the truth. */

type Listener = (fact: never) => void

/** `refused` means that the server does not know this session. */
export const connection = signal<'connecting' | 'live' | 'lost' | 'refused'>('connecting')
export const isLive = () => connection.peek() === 'live'

let line: { link: Link<DeskToServer>; life: AbortController } | null = null
const resyncs = new Set<() => void>()
const listeners = new Map<string, Listener[]>()

/** Runs on every connect and whenever the tab comes back: a frozen tab may have missed everything. */
export function onResync(listener: () => void): void {
  resyncs.add(listener)
}

/** Listens to a fact for as long as the page lives. */
export function on<E extends keyof ServerToDesk>(event: E, listener: ServerToDesk[E]): void {
  listeners.set(event, [...(listeners.get(event) ?? []), listener as Listener])
}

/** `connect` is another one in tests alone. */
export function openLive(connect: typeof openLink<DeskToServer, ServerToDesk> = openLink): void {
  if (line) {
    reconnectNow()
    return
  }
  const life = new AbortController()
  // Desks are few, and somebody may wait for them in a tab behind: they come back quickly, seen or not.
  const link = connect({
    origin: '',
    namespace: DESK_NAMESPACE,
    auth: () => ({ protocol: PROTOCOL_VERSION }),
    connected: () => {
      for (const each of resyncs) each()
    },
    changed: (state) => {
      connection.value = state
    },
    heard: (name, fact) => {
      for (const each of listeners.get(name) ?? []) each(fact as never)
    },
    refused: () => {
      hangUp()
      connection.value = 'refused'
    },
  })
  wakeWithPage(link, { document, window }, life.signal)
  line = { link, life }
}

function hangUp(): void {
  line?.life.abort()
  line?.link.close()
  line = null
}

export function closeLive(): void {
  hangUp()
  connection.value = 'connecting'
}

/** Reconnects at once instead of waiting out the pause. */
export function reconnectNow(): void {
  if (line?.link.state !== 'live') line?.link.wake()
}

/** Asks and waits for the acknowledgement; silence is `unavailable`, never an exception. */
export async function ask<E extends keyof DeskToServer>(
  event: E,
  request: RequestOf<DeskToServer, E>,
): Promise<AckOf<DeskToServer, E> | Extract<Ack<object>, { ok: false }>> {
  return (await askOnce(event, request)) ?? { ok: false, code: 'unavailable' }
}

/** Null: not acknowledged in time, so nobody knows whether it arrived; the line is connected anew. */
export const askOnce = async <E extends keyof DeskToServer>(event: E, request: RequestOf<DeskToServer, E>) =>
  (await line?.link.ask(event, request)) ?? null

/** A resync refused for the moment on a line that lives is asked again; a dead line resyncs when it is back. */
export function againLater({ code, retryAfterMs }: Refusal, resyncAgain: () => void): void {
  if (passes(code) && isLive()) setTimeout(resyncAgain, pauseMs(retryAfterMs))
}
