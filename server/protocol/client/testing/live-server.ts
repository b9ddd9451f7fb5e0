import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { LIVE_PATH, type Message, VISITOR_NAMESPACE, type VisitorToServer, type ServerToVisitor } from '#protocol'
import { type Link, type LinkOptions, openLink } from '../link.ts'

/** A real socket server that answers as a test wants. */
export interface LiveServer {
  url: string
  /** How a handshake is refused; null lets everybody in. */
  refuse: { code: string; retryAfterMs?: number } | null
  /** Handshakes so far. */
  handshakes: number
  sockets(): Socket[]
  /** By event: the acknowledgement; `undefined` leaves the question unanswered. */
  answers: Map<string, (request: never) => object | undefined>
  asked: { event: string; request: never }[]
  stop(): Promise<void>
}

export async function liveServer(port = 0): Promise<LiveServer> {
  const http = createServer()
  const io = new Server(http, { path: LIVE_PATH, transports: ['websocket'], serveClient: false })
  const server: LiveServer = {
    url: '',
    refuse: null,
    handshakes: 0,
    sockets: () => [...io.of(VISITOR_NAMESPACE).sockets.values()],
    answers: new Map(),
    asked: [],
    stop: async () => {
      await io.close()
    },
  }
  io.of(VISITOR_NAMESPACE)
    .use((_socket, next) => {
      server.handshakes += 1
      next(server.refuse ? Object.assign(new Error(server.refuse.code), { data: server.refuse }) : undefined)
    })
    .on('connection', (socket) =>
      socket.onAny((event, request, reply) => {
        server.asked.push({ event, request: request as never })
        const answer = server.answers.get(event)?.(request as never)
        if (answer) reply(answer)
      }),
    )
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return server
}

export interface Listener {
  link: Link<VisitorToServer>
  /** What the link said, in order: states, `connected`, `refused …`, names of facts. */
  said: string[]
}

export function aLink(url: string, over: Partial<LinkOptions<ServerToVisitor>> = {}): Listener {
  const said: string[] = []
  const link = openLink<VisitorToServer, ServerToVisitor>({
    origin: url,
    namespace: VISITOR_NAMESPACE,
    auth: () => ({}),
    connected: () => void said.push('connected'),
    changed: (state) => void said.push(state),
    heard: (name) => void said.push(name),
    refused: (code) => void said.push(`refused ${code}`),
    ...over,
  })
  return { link, said }
}

export async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  for (const deadline = Date.now() + ms; !holds(); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms`)
}

export const aMessage = (seq: number, over: Partial<Message> = {}): Message => ({
  id: `msg_${seq}`,
  conversationId: 'cnv_1',
  seq,
  clientMessageId: `cmi_${seq}`,
  author: 'operator',
  authorName: 'Olga',
  kind: 'text',
  text: `${seq}`,
  sentAt: '2026-11-27T09:00:00.000Z',
  ...over,
})
