import { createServer } from 'node:http'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { migrate, openDatabase } from '#kb'
import { chatMigrations } from '../../server/chat/stores/chat-migrations.ts'
import { searchMigrations } from '../../server/chat/stores/search-migrations.ts'
import { createLive } from '../../server/realtime/create-live.ts'
import { aSite } from '../../server/realtime/testing/live-fixture.ts'

/**
 * One node of the live edge as its own process, to be killed. Chat needs of the library only a site and a place to
 * record visits; everything else here is the product. Settings come from the parent as one JSON argument.
 */
export interface NodeSettings {
  port: number
  dataDir: string
  /** Worlds side by side share a Redis and must not hear each other. */
  secret: string
  databaseUrl?: string
  redisUrl?: string
  /** A second shop, `other`, beside the first. */
  twoShops?: boolean
  slowSyncMs?: number
  offerMs?: number
  vanishedMs?: number
  smtpUrl?: string
  /** What stands for a search engine; the library calls itself degraded while it does not answer. */
  searchUrl?: string
  /** The share of changes that are committed and acknowledged, and whose facts are told to nobody. */
  factsLost?: number
  /** Dies by SIGKILL at the nth such move, a message if nothing else is named. */
  dieAt?: { hook: Hook; nth: number; move?: string }
}

type Hook = 'committed' | 'acknowledged' | 'said'

const SEARCH_LOOK_MS = 500
const settings = JSON.parse(process.argv[2] as string) as NodeSettings
const database = await openDatabase({
  url: settings.databaseUrl,
  dataDir: settings.dataDir,
  slowSyncMs: settings.slowSyncMs ?? 0,
})
await migrate(database, { ...chatMigrations, ...searchMigrations(database.kind) })
const shops = [aSite(), ...(settings.twoShops ? [aSite({ id: 'other', mail: 'help@other.test' })] : [])]
let degraded = false
const { searchUrl } = settings
if (searchUrl)
  setInterval(
    () =>
      void fetch(searchUrl)
        .then((answer) => answer.text())
        .then(
          () => (degraded = false),
          () => (degraded = true),
        ),
    SEARCH_LOOK_MS,
  )
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://node.test')
  if (pathname === '/token')
    return response.end(
      live.issueVisitor({ site: searchParams.get('site') ?? 'shop', locale: 'ru', verified: null }).token,
    )
  if (request.url === '/memory')
    return response.end(JSON.stringify({ rss: process.memoryUsage.rss(), sockets: server.listenerCount('request') }))
  response.writeHead(404).end()
})
let seen = 0
const { dieAt } = settings
const faultAt = (hook: Hook) => (move: string) => {
  if (dieAt?.hook === hook && move === (dieAt.move ?? 'postMessage') && ++seen >= dieAt.nth) {
    // What was just told leaves in this turn of the loop, what is still read from the database does not.
    if (hook === 'said') setImmediate(() => process.kill(process.pid, 'SIGKILL'))
    else process.kill(process.pid, 'SIGKILL')
  }
  if (hook === 'acknowledged' && Math.random() < (settings.factsLost ?? 0)) throw new Error('lost on purpose')
}
const live = await createLive({
  server,
  database,
  library: {
    find: { site: async (id) => shops.find((one) => one.id === id) ?? null, sites: async () => shops },
    visits: { record: async () => {} },
    status: () => ({ search: { degraded } }),
  },
  session: async (headers) => {
    const [id, name, said, shop] = String(headers['x-person'] ?? '').split(':')
    const role = said as 'operator'
    return id && name && role ? { id, name, role, sites: shop ? { [shop]: role } : null } : null
  },
  secrets: [settings.secret],
  publicUrl: 'http://help.test',
  log: {
    info: () => {},
    warn: (fields, text) => console.error('warn', text, JSON.stringify(fields)),
    error: (fields, text) => settings.factsLost || console.error('error', text, JSON.stringify(fields)),
  },
  redisUrl: settings.redisUrl,
  smtpUrl: settings.smtpUrl,
  mailFrom: { name: null, address: 'help@shop.test' },
  slowSyncMs: settings.slowSyncMs ?? 0,
  timing: {
    ...(settings.offerMs ? { offerMs: settings.offerMs } : {}),
    ...(settings.vanishedMs ? { vanishedMs: settings.vanishedMs } : {}),
  },
  limits: {
    messagesPerMinute: 1e9,
    messagesAtOnce: 1e9,
    operatorMessagesPerMinute: 1e9,
    socketsPerAddress: 1e9,
    socketsPerVisitor: 50,
    startsPerAddress: 1e9,
    startsPerVisitor: 1e9,
  },
  hooks: { committed: faultAt('committed'), acknowledged: faultAt('acknowledged'), said: faultAt('said') },
})
server.listen(settings.port, '127.0.0.1', () => {
  process.send?.({ ready: (server.address() as AddressInfo).port })
  // Node would keep what it compiled at the end of the process, which is a sudden one here.
  flushCompileCache()
})
process.on('SIGTERM', async () => {
  await live.drain()
  await new Promise((resolve) => setTimeout(resolve, 500))
  await live.close()
  server.closeAllConnections()
  server.close()
  await database.close()
  process.exit(0)
})
process.on('disconnect', () => process.exit(0))
