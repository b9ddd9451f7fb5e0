import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { barestEdge, type Waiting } from './barest-edge.ts'
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
const waiting: Waiting[] = []
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
  for (const one of stored) edge.tell(one)
}
const edge = barestEdge(server, (came) => {
  waiting.push(came)
  if (waiting.length === 1) setImmediate(commit)
})
listen(server)
