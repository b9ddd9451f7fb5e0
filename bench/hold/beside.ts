import { get } from 'node:http'
import { io, type Socket } from 'socket.io-client'

/**
 * What everybody else has meanwhile, in a process of its own: a chat at 100 messages a second and `/healthz`, each timed from
 * when it was meant to be sent. Told `begin`, it forgets; told `end`, it answers with what it saw of all that was sent in
 * between, and how late it was itself: a machine that lets this process wait says nothing about the product.
 */
const [, , origin = ''] = process.argv
const VISITORS = 240
const PER_SECOND = 100
const HEALTH_EVERY_MS = 10
const TICK_MS = 5
/** What is not answered by then is as good as lost. */
const GIVE_UP_MS = 20_000
const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

/** One stretch of time between `begin` and `end`; what was sent in it is counted in it. */
interface Stretch {
  acks: number[]
  health: number[]
  late: number[]
  refused: number
  /** Connections of visitors that ended; what was under way on them is never answered. */
  cut: number
  open: { acks: number; health: number }
  ended: boolean
}
const stretch = (): Stretch => ({
  ...{ acks: [], health: [], late: [], refused: 0, cut: 0, ended: false },
  open: { acks: 0, health: 0 },
})
let seen = stretch()

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
    reconnectionDelay: 100,
    reconnectionDelayMax: 100,
    auth: { protocol: 1, token },
    extraHeaders: { 'x-forwarded-for': addressOf(n) },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  socket.on('disconnect', () => {
    seen.cut += 1
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

const openIn = ({ open }: Stretch) => open.acks + open.health
const answer = ({ acks, health, late, refused, cut, open }: Stretch) => {
  const lost = (count: number) => Array.from({ length: count }, () => GIVE_UP_MS)
  const lists = { acks: [...acks, ...lost(open.acks)], health: [...health, ...lost(open.health)] }
  process.send?.({ ...lists, late, refused, cut, lost: open })
}
/** Something was sent; the callback is called with its answer. */
function sent(into: Stretch, meant: number, list: 'acks' | 'health'): (ok: boolean) => void {
  into.open[list] += 1
  return (ok) => {
    into[list].push(performance.now() - meant)
    into.open[list] -= 1
    if (!ok) into.refused += 1
    if (into.ended && openIn(into) === 0) answer(into)
  }
}

let n = 0
const began = performance.now()
setInterval(() => {
  const now = performance.now()
  for (; began + (n * 1_000) / PER_SECOND < now; n++) {
    const meant = began + (n * 1_000) / PER_SECOND
    seen.late.push(now - meant)
    const { socket, conversationId } = visitors[n % VISITORS] as (typeof visitors)[number]
    const done = sent(seen, meant, 'acks')
    socket.emit(
      'message:send',
      { conversationId, clientMessageId: `beside-${n}`, text: 'Сообщение обычной длины, как их пишут.' },
      ({ ok }: { ok: boolean }) => done(ok),
    )
  }
}, TICK_MS)
setInterval(() => {
  const done = sent(seen, performance.now(), 'health')
  get(`${origin}/healthz`, (response) => void response.resume().once('close', () => done(response.complete))).on(
    'error',
    () => done(false),
  )
}, HEALTH_EVERY_MS)

process.on('message', (told) => {
  const ending = seen
  seen = stretch()
  if (told === 'begin') return
  if (openIn(ending) === 0) return answer(ending)
  ending.ended = true
  setTimeout(() => {
    if (openIn(ending) > 0) answer(ending)
    ending.ended = false
  }, GIVE_UP_MS)
})
process.on('disconnect', () => process.exit())
process.send?.('talking')
