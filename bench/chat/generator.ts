import { faultText } from '#shared'
import { io, type Socket } from 'socket.io-client'

/**
 * The load, in its own process: open loop, driven by a timer, latency counted from the moment a message was meant to be
 * sent, so that a server that stalls cannot hide it by making the sender wait. One JSON task in, one JSON result out.
 */
export type Task =
  | {
      kind: 'flow'
      target: 'product' | 'reference'
      url: string
      conversations: number
      perSecond: number
      seconds: number
      warmSeconds: number
      namePrefix: string
    }
  | {
      kind: 'saturate'
      target: 'product' | 'reference'
      url: string
      conversations: number
      inFlight: number
      seconds: number
      warmSeconds: number
      namePrefix: string
    }
  | { kind: 'connect'; target: 'product' | 'echo'; url: string; sockets: number; atOnce: number }
  | { kind: 'idle'; target: 'product' | 'echo'; url: string; sockets: number }

export interface FlowResult {
  sent: number
  delivered: number
  refused: number
  perSecond: number
  ackP50: number
  ackP99: number
  peerP50: number
  peerP99: number
}

const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
const OPTIONS = { path: '/api/live', transports: ['websocket'], forceNew: true, reconnection: false }
const OPERATORS = 10
const TICK_MS = 2

const opened: Socket[] = []
const connect = (url: string, namespace: string, auth: object, headers: Record<string, string> = {}) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = io(`${url}${namespace}`, { ...OPTIONS, auth, extraHeaders: headers })
    opened.push(socket)
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
const tokenOf = async (url: string) => (await fetch(`${url}/token`)).text()

interface Pair {
  visitor: Socket
  conversationId: string
}

/** Conversations ready to talk: a visitor's socket each, shared among a few operators' sockets. */
async function pairs(
  task: Extract<Task, { kind: 'flow' | 'saturate' }>,
  heard: (clientMessageId: string) => void,
): Promise<Pair[]> {
  const desk: Socket[] = []
  for (let i = 0; i < OPERATORS; i++) {
    const operator = await connect(task.url, '/desk', { protocol: 1 }, { 'x-person': `${task.namePrefix}op${i}` })
    operator.on('message:created', ({ message }) => heard(message.clientMessageId))
    desk.push(operator)
  }
  const one = async (i: number): Promise<Pair> => {
    const operator = desk[i % OPERATORS] as Socket
    if (task.target === 'reference') {
      const conversationId = `${task.namePrefix}c${i}`
      const visitor = await connect(task.url, '/visitor', { rooms: [conversationId] })
      await operator.emitWithAck('join', conversationId)
      return { visitor, conversationId }
    }
    const visitor = await connect(task.url, '/visitor', { protocol: 1, token: await tokenOf(task.url) })
    const started = await visitor.emitWithAck('conversation:start', {
      clientMessageId: 'start',
      text: 'вопрос',
      packet,
      way: 'chat',
    })
    const conversationId = started.conversation.id as string
    const accepted = await operator.emitWithAck('conversation:accept', { conversationId })
    if (!accepted.ok) throw new Error(`not accepted: ${accepted.code}`)
    return { visitor, conversationId }
  }
  const made: Pair[] = []
  for (let i = 0; i < task.conversations; i += 20)
    made.push(
      ...(await Promise.all(Array.from({ length: Math.min(20, task.conversations - i) }, (_, k) => one(i + k)))),
    )
  return made
}

const percentile = (values: number[], share: number) =>
  values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

async function talk(task: Extract<Task, { kind: 'flow' | 'saturate' }>): Promise<FlowResult> {
  const meant = new Map<string, number>()
  const acks: number[] = []
  const peers: number[] = []
  let [sent, refused, deliveredAll] = [0, 0, 0]
  let measuredFrom = Number.POSITIVE_INFINITY
  let measuredTo = Number.POSITIVE_INFINITY
  const all = await pairs(task, (id) => {
    const at = meant.get(id)
    if (at === undefined) return
    meant.delete(id)
    const now = performance.now()
    if (now >= measuredFrom && now < measuredTo) deliveredAll += 1
    if (at >= measuredFrom && at < measuredTo) peers.push(now - at)
  })
  let n = 0
  let inFlight = 0
  const send = (intended: number, done: () => void) => {
    const { visitor, conversationId } = all[n % all.length] as Pair
    const clientMessageId = `${task.namePrefix}${n++}`
    meant.set(clientMessageId, intended)
    if (intended >= measuredFrom && intended < measuredTo) sent += 1
    visitor.emit(
      'message:send',
      { conversationId, clientMessageId, text: `Сообщение номер ${n}, обычной длины, как их пишут.` },
      (answer: { ok: boolean }) => {
        if (!answer.ok) refused += 1
        if (intended >= measuredFrom && intended < measuredTo) acks.push(performance.now() - intended)
        done()
      },
    )
  }
  process.send?.({ talking: true })
  const started = performance.now()
  measuredFrom = started + task.warmSeconds * 1_000
  measuredTo = measuredFrom + task.seconds * 1_000
  // What the server spends is counted from here: before, both servers are still being compiled.
  setTimeout(() => process.send?.({ started: true }), task.warmSeconds * 1_000)
  if (task.kind === 'flow') {
    await new Promise<void>((resolve) => {
      let due = 0
      const timer = setInterval(() => {
        const now = performance.now()
        if (now >= measuredTo) {
          clearInterval(timer)
          return resolve()
        }
        const until = ((now - started) / 1_000) * task.perSecond
        while (due < until) send(started + (due++ / task.perSecond) * 1_000, () => {})
      }, TICK_MS)
    })
  } else {
    const refill = () => {
      if (performance.now() >= measuredTo) return
      while (inFlight < task.inFlight) {
        inFlight += 1
        send(performance.now(), () => {
          inFlight -= 1
        })
      }
    }
    await new Promise<void>((resolve) => {
      const timer = setInterval(
        () => (performance.now() >= measuredTo ? (clearInterval(timer), resolve()) : refill()),
        1,
      )
    })
  }
  process.send?.({ ended: true })
  for (let i = 0; i < 100 && peers.length < sent; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    sent,
    delivered: peers.length,
    refused,
    perSecond: deliveredAll / task.seconds,
    ackP50: percentile(acks, 0.5),
    ackP99: percentile(acks, 0.99),
    peerP50: percentile(peers, 0.5),
    peerP99: percentile(peers, 0.99),
  }
}

/** Connect, authenticate and (the product) resync; sockets a second. */
async function connectRate(task: Extract<Task, { kind: 'connect' }>): Promise<{ perSecond: number }> {
  const tokens = task.target === 'product' ? await Promise.all(Array.from({ length: 50 }, () => tokenOf(task.url))) : []
  process.send?.({ started: true })
  const started = performance.now()
  let next = 0
  const worker = async () => {
    while (next < task.sockets) {
      const i = next++
      const socket = await connect(task.url, '/visitor', { protocol: 1, token: tokens[i % 50] })
      if (task.target === 'product') await socket.emitWithAck('conversation:resync', { conversationId: null, since: 0 })
    }
  }
  await Promise.all(Array.from({ length: task.atOnce }, worker))
  const perSecond = task.sockets / ((performance.now() - started) / 1_000)
  process.send?.({ ended: true })
  return { perSecond }
}

async function idle(task: Extract<Task, { kind: 'idle' }>): Promise<{ connected: number }> {
  await connectRate({ ...task, kind: 'connect', atOnce: 50 })
  await new Promise((resolve) => setTimeout(resolve, 500))
  return { connected: opened.filter((socket) => socket.connected).length }
}

process.on('message', async (message: { task?: Task; end?: true }) => {
  if (message.end) process.exit(0)
  const { task } = message
  if (!task) return
  try {
    const result =
      task.kind === 'connect' ? await connectRate(task) : task.kind === 'idle' ? await idle(task) : await talk(task)
    process.send?.({ result })
  } catch (fault) {
    process.send?.({ fault: faultText(fault) })
  }
})
