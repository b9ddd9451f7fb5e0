import pg from 'pg'
import { newId } from '#shared'
import { migrate, openDatabase } from '#kb'
import { chatMigrations } from '../../server/chat/stores/chat-migrations.ts'
import { barestEdge, type Waiting } from './barest-edge.ts'
import { listen, serve } from './measured-server.ts'

/**
 * The barest pipeline over PostgreSQL that keeps the promise – receive, insert the product's own rows of messages with one
 * prepared statement and one commit for all that arrived during the last, acknowledge and emit to the peer. No parsing,
 * no rights, no conversations, no presence; `seq` is counted in memory.
 */
const [, , url] = process.argv
if (!url) throw new Error('needs the address of a database')
const database = await openDatabase({ url, dataDir: '' })
await migrate(database, chatMigrations)
await database.close()
const client = new pg.Client({ connectionString: url })
await client.connect()
const server = serve(() => client.end())
let waiting: Waiting[] = []
const seqs = new Map<string, number>()
const COLUMNS = ['conversationId', 'seq', 'id', 'clientMessageId', 'author', 'authorId', 'kind', 'text', 'sentAt']
const INSERT = `insert into "messages" (${COLUMNS.map((name) => `"${name}"`).join(', ')})
  select * from unnest(${COLUMNS.map((name, i) => `$${i + 1}::${name === 'seq' ? 'int' : 'text'}[]`).join(', ')})`
let writing = false
async function write(): Promise<void> {
  writing = true
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    const now = new Date()
    const columns: unknown[][] = COLUMNS.map(() => [])
    const stored = batch.map((one) => {
      const { conversationId, clientMessageId, text } = one.message
      const seq = (seqs.get(conversationId) ?? 0) + 1
      seqs.set(conversationId, seq)
      const id = newId('msg', now.getTime())
      const author = one.from === '/visitor' ? 'visitor' : 'operator'
      const row = [conversationId, seq, id, clientMessageId, author, author, 'text', text, now.toISOString()]
      row.forEach((value, i) => columns[i]?.push(value))
      return { ...one, seq }
    })
    await client.query({ name: 'insert', text: INSERT, values: columns })
    for (const one of stored) edge.tell(one)
  }
  writing = false
}
const edge = barestEdge(server, (came) => {
  waiting.push(came)
  if (waiting.length === 1 && !writing) setImmediate(() => void write())
})
listen(server)
