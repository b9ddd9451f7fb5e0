import { get } from 'node:http'
import { io, type Socket } from 'socket.io-client'

/**
 * What everybody else has meanwhile, in a process of its own: a chat at 100 messages a second and `/healthz`, each timed from
 * when it was meant to be sent. Told `begin`, it forgets; told `end`, it answers with what it saw.
 */
const [, , origin = ''] = process.argv
const VISITORS = 240
const PER_SECOND = 100
const HEALTH_EVERY_MS = 10
const TICK_MS = 5
const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

const addressOf = (n: number) => `10.${1 + Math.floor(n / 250)}.1.${1 + (n % 250)}`

async function visitor(n: number): Promise<{ socket: Socket; conversationId: string }> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': addressOf(n) }
  const made = await fetch(`${origin}/api/visitors`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ site: 'tropa', locale: 'ru' }),
  })
  const { token } = (await made.json()) as { token: string }
  const socket = io(`${origin}/visitor`, {
    path: '/api/live',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: 1, token },
    extraHeaders: { 'x-forwarded-for': addressOf(n) },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const started = await socket.emitWithAck('conversation:start', {
    clientMessageId: 'beside-start',
    text: 'Где мой заказ?',
    packet,
    way: 'chat',
  })
  return { socket, conversationId: started.conversation.id }
}

const visitors: Awaited<ReturnType<typeof visitor>>[] = []
for (let n = 0; n < VISITORS; n += 20)
  visitors.push(...(await Promise.all(Array.from({ length: 20 }, (_, at) => visitor(n + at)))))

let [acks, health, refused]: [number[], number[], number] = [[], [], 0]
let n = 0
const began = performance.now()
setInterval(() => {
  const now = performance.now()
  for (; began + (n * 1_000) / PER_SECOND < now; n++) {
    const meant = began + (n * 1_000) / PER_SECOND
    const { socket, conversationId } = visitors[n % VISITORS] as (typeof visitors)[number]
    socket.emit(
      'message:send',
      { conversationId, clientMessageId: `beside-${n}`, text: 'Сообщение обычной длины, как их пишут.' },
      (answer: { ok: boolean }) => {
        acks.push(performance.now() - meant)
        if (!answer.ok) refused += 1
      },
    )
  }
}, TICK_MS)
setInterval(() => {
  const meant = performance.now()
  get(`${origin}/healthz`, (response) => {
    response.resume().once('end', () => health.push(performance.now() - meant))
  }).on('error', () => health.push(Number.POSITIVE_INFINITY))
}, HEALTH_EVERY_MS)

process.on('message', (told) => {
  if (told === 'begin') [acks, health, refused] = [[], [], 0]
  else process.send?.({ acks, health, refused })
})
process.on('disconnect', () => process.exit())
process.send?.('talking')
