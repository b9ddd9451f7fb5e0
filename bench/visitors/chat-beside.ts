import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { DESK_NAMESPACE, LIVE_PATH, PROTOCOL_VERSION, VISITOR_NAMESPACE } from '#protocol'

/** Below what one visitor may send in a minute. */
const EVERY_MS = 2_100
const VISITORS = 8
const ANSWER_MS = 20_000
const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: 'Europe/Moscow' }

interface Acknowledged {
  ok: boolean
  code?: string
  conversation?: { id: string }
}
const ask = (socket: Socket, event: string, what: object): Promise<Acknowledged> =>
  socket.timeout(ANSWER_MS).emitWithAck(event, what)

async function connected(origin: string, namespace: string, auth: object, headers: object = {}): Promise<Socket> {
  const socket = io(origin + namespace, {
    path: LIVE_PATH,
    transports: ['websocket'],
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION, ...auth },
    extraHeaders: { ...headers },
  })
  await once(socket as never, 'connect')
  return socket
}

/** Whoever is at the desk, and a few visitors who write as often as they may: how long until each message is acknowledged. */
export async function beginChat({ origin, site, cookie }: { origin: string; site: string; cookie: string }) {
  const desk = await connected(origin, DESK_NAMESPACE, {}, { cookie, origin })
  await ask(desk, 'presence:set', { available: true })
  const writing: { socket: Socket; conversationId: string }[] = []
  for (let n = 0; n < VISITORS; n++) {
    const issued = await fetch(`${origin}/api/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ site, locale: 'ru' }),
    })
    const { token } = (await issued.json()) as { token: string }
    const socket = await connected(origin, VISITOR_NAMESPACE, { token })
    const start = { clientMessageId: `bench_start_${n}`, text: 'Где заказ?', packet: PACKET, way: 'chat' }
    const begun = await ask(socket, 'conversation:start', start)
    if (!begun.conversation) throw new Error(`a conversation beside could not begin: ${begun.code}`)
    writing.push({ socket, conversationId: begun.conversation.id })
  }
  let n = 0
  return {
    async during(ms: number): Promise<number[]> {
      const took: number[] = []
      const until = performance.now() + ms
      await Promise.all(
        writing.map(async ({ socket, conversationId }, place) => {
          await pause((place / VISITORS) * EVERY_MS)
          while (performance.now() < until) {
            const message = { conversationId, clientMessageId: `bench_${n}`, text: `${n++}` }
            const at = performance.now()
            if ((await ask(socket, 'message:send', message)).ok) took.push(performance.now() - at)
            await pause(EVERY_MS)
          }
        }),
      )
      return took
    },
    end(): void {
      for (const { socket } of writing) socket.disconnect()
      desk.disconnect()
    },
  }
}
