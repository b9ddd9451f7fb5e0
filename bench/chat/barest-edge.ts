import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'

export interface Message {
  conversationId: string
  clientMessageId: string
  text: string
}
/** A message that has come and is not stored yet. */
export interface Waiting {
  message: Message
  from: string
  to: string
  reply(answer: object): void
}

/** The sockets of a baseline: whoever connects joins the rooms they name, and what they send goes to `came`. Nothing is parsed, nobody is asked who they are. */
export function barestEdge(server: HttpServer, came: (waiting: Waiting) => void) {
  const io = new Server(server, {
    path: '/api/live',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
  })
  for (const [own, peer] of [
    ['/visitor', '/desk'],
    ['/desk', '/visitor'],
  ] as const) {
    io.of(own).on('connection', (socket) => {
      const rooms = (socket.handshake.auth as { rooms?: string[] }).rooms ?? []
      void socket.join(rooms)
      socket.on('message:send', (message: Message, reply) => came({ message, from: own, to: peer, reply }))
      socket.on('join', (room: string, reply) => (socket.join(room), reply({ ok: true })))
    })
  }
  return {
    /** Acknowledges what was stored and tells the peer. */
    tell({ message, to, reply, seq }: Waiting & { seq: number }): void {
      const full = { ...message, seq }
      reply({ ok: true, message: full })
      io.of(to).to(message.conversationId).emit('message:created', { message: full })
    },
  }
}
