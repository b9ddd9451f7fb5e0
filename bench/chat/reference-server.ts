import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { listen, serve } from './measured-server.ts'

/**
 * Baseline (b): the barest pipeline that keeps the promise – receive, insert in one transaction per turn of the event
 * loop with full synchronisation, acknowledge and emit to the peer. No parsing, no rights, no order, no presence.
 */
const dataDir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bench-reference-'))
const sqlite = new DatabaseSync(join(dataDir, 'reference.db'))
sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
sqlite.exec(
  'create table messages (conversation text, seq integer, id text, body text, primary key (conversation, seq), unique (conversation, id))',
)
const insert = sqlite.prepare('insert into messages values (?, ?, ?, ?)')
const server = serve(async () => {
  sqlite.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const io = new Server(server, {
  path: '/api/live',
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
})

type Message = { conversationId: string; clientMessageId: string; text: string }
const waiting: { message: Message; from: string; to: string; reply: (answer: object) => void }[] = []
const seqs = new Map<string, number>()
const commit = () => {
  const batch = waiting.splice(0)
  sqlite.exec('BEGIN')
  const stored = batch.map((one) => {
    const seq = (seqs.get(one.message.conversationId) ?? 0) + 1
    seqs.set(one.message.conversationId, seq)
    insert.run(one.message.conversationId, seq, one.message.clientMessageId, one.message.text)
    return { ...one, seq }
  })
  sqlite.exec('COMMIT')
  for (const { message, seq, to, reply } of stored) {
    const full = { ...message, seq }
    reply({ ok: true, message: full })
    io.of(to).to(message.conversationId).emit('message:created', { message: full })
  }
}
for (const [own, peer] of [
  ['/visitor', '/desk'],
  ['/desk', '/visitor'],
] as const) {
  io.of(own).on('connection', (socket) => {
    const rooms = (socket.handshake.auth as { rooms?: string[] }).rooms ?? []
    void socket.join(rooms)
    socket.on('message:send', (message: Message, reply) => {
      waiting.push({ message, from: own, to: peer, reply })
      if (waiting.length === 1) setImmediate(commit)
    })
    socket.on('join', (room: string, reply) => (socket.join(room), reply({ ok: true })))
  })
}
listen(server)
