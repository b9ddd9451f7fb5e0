import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase } from '#kb'
import { chatMigrations } from '../../server/chat/stores/chat-migrations.ts'
import { searchMigrations } from '../../server/chat/stores/search-migrations.ts'
import { createLive } from '../../server/realtime/create-live.ts'
import { aSite } from '../../server/realtime/testing/live-fixture.ts'
import { listen, serve } from './measured-server.ts'

/** The product: the whole live edge, with bounds wide enough that the generator is not refused. */
const [, , slowSync = '0', url] = process.argv
const slowSyncMs = Number(slowSync)
const dataDir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bench-product-'))
const database = await openDatabase({ url, dataDir, slowSyncMs })
await migrate(database, { ...chatMigrations, ...searchMigrations(database.kind) })
const site = aSite()
const wide = 1e9
const server = serve(
  async () => {
    await live.close()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  },
  (path) => (path === '/token' ? live.issueVisitor({ site: site.id, locale: 'ru', verified: null }).token : null),
)
const live = await createLive({
  server,
  database,
  slowSyncMs,
  library: { find: { site: async () => site }, visits: { record: async () => {} } },
  session: async (headers) => {
    const id = String(headers['x-person'] ?? '')
    if (id === '') return null
    await live.setOperator(id, { name: id, capacity: 100_000 })
    return { id, name: id, role: 'operator', sites: null }
  },
  secrets: ['b'.repeat(64)],
  publicUrl: 'http://help.test',
  log: {
    info: () => {},
    warn: (fields, text) => process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
    error: (fields, text) => process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
  },
  limits: {
    messagesPerMinute: wide,
    messagesAtOnce: wide,
    operatorMessagesPerMinute: wide,
    socketsPerAddress: wide,
    socketsPerVisitor: wide,
    startsPerVisitor: wide,
    startsPerAddress: wide,
    handshakes: wide,
  },
  timing: { offerMs: 3_600_000 },
})
listen(server)
