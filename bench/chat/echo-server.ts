import { Server } from 'socket.io'
import { listen, serve } from './measured-server.ts'

/** Baseline (a): Socket.IO and nothing else. */
const server = serve(async () => {})
const io = new Server(server, {
  path: '/api/live',
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
})
io.of('/visitor').on('connection', (socket) => {
  socket.on('echo', (value, reply) => reply(value))
})
listen(server)
