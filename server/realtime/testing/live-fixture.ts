import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { io, type Socket } from 'socket.io-client'
import { type Database, migrate, openDatabase, type Site, USUAL_SETTINGS } from '#kb'
import { copyMigratedFile, ownDatabase } from '../../../kb/testing/migrated-once.ts'
import { LIVE_PATH, PROTOCOL_VERSION } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { auditMigrations } from '../../audit/audit-log.ts'
import { chatMigrations } from '../../chat/stores/chat-migrations.ts'
import { journalGuards } from '../../chat/stores/journal-migrations.ts'
import { searchMigrations } from '../../chat/stores/search-migrations.ts'
import { openFileRoom, roomFolder } from '../../files/file-room.ts'
import { openFileStore } from '../../files/stores/open-file-store.ts'
import { createLive } from '../create-live.ts'
import type { Live, LiveParts } from '../live.ts'

/** A shop that is always open, for tests. */
export const aSite = (over: Partial<Site> = {}): Site => {
  const always = ['00:00-24:00']
  return {
    id: 'shop',
    name: { ru: 'Магазин', en: 'Shop' },
    url: 'http://shop.test',
    locales: ['ru', 'en'],
    defaultLocale: 'ru',
    mail: 'help@shop.test',
    origins: ['http://shop.test'],
    brand: { color: '#135', colorDark: '#adf', radius: 8, logo: null, font: null },
    oftenAsked: [],
    ...USUAL_SETTINGS,
    greeting: { ru: 'Здравствуйте', en: 'Hello' },
    timeZone: 'Europe/Moscow',
    hours: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
    holidays: [],
    targets: { firstResponseMinutes: 5, replyMinutes: 10 },
    productUrlPattern: '/p/{slug}',
    ...over,
  }
}

export const aPacket = {
  searches: [],
  read: [],
  page: null,
  product: null,
  draft: '',
  locale: 'ru' as const,
  timeZone: 'Europe/Moscow',
}

/** Answers of the acknowledged requests; tests look at what they need. */
// biome-ignore lint/suspicious/noExplicitAny: one caller for every event
export type Asked = any

export interface Client {
  socket: Socket
  ask(event: string, request?: object): Promise<Asked>
  /** Facts in the order they came. */
  heard: { event: string; fact: Asked }[]
  until(event: string, fits?: (fact: Asked) => boolean): Promise<Asked>
}

export interface LiveHouse {
  live: Live
  database: Database
  url: string
  visits: { kind: string }[]
  people: Map<string, DeskMember>
  /** SQLite: a look into the file, or a hand in it, over a connection of its own. */
  inFile<T>(run: (sqlite: DatabaseSync) => T | Promise<T>): Promise<T>
  visitor(options?: { token?: string; headers?: Record<string, string>; protocol?: number }): Promise<Client>
  /** null: somebody who is not signed in. */
  operator(person: DeskMember | null): Promise<Client>
  restart(): Promise<void>
  close(): Promise<void>
}

/** A real server on a free port over a real database, with clients. */
export async function openHouse(
  over: Partial<LiveParts> & { site?: Site; databaseUrl?: string; dataDir?: string } = {},
): Promise<LiveHouse> {
  const dataDir = over.dataDir ?? mkdtempSync(join(tmpdir(), 'firstline-live-'))
  const { site = aSite(), databaseUrl, ...parts } = over
  const secret = randomBytes(32).toString('hex')
  const visits: { kind: string }[] = []
  const people = new Map<string, DeskMember>()
  const clients: Socket[] = []
  const kind = databaseUrl ? 'postgres' : 'sqlite'
  const migrations = {
    ...chatMigrations,
    ...searchMigrations(kind),
    ...journalGuards(kind),
    ...auditMigrations(kind),
  }
  const own = databaseUrl ? await ownDatabase(databaseUrl, migrations) : null
  if (!own && !over.dataDir) await copyMigratedFile(dataDir, migrations)
  const open = async () => {
    const database = await openDatabase({ url: own?.url, dataDir })
    await migrate(database, migrations)
    const server = createServer((_, response) => response.writeHead(404).end())
    const folders = roomFolder(dataDir)
    const live = await createLive({
      server,
      database,
      library: {
        find: { site: async (id) => (id === site.id ? site : null), sites: async () => [site] },
        visits: { record: async (visit) => void visits.push(visit) },
        answers: { rests: (id) => id === 'ans_over' },
        templates: { unfilled: (text) => text.match(/\{\{[^{}]+\}\}/g) ?? [] },
      },
      session: async (headers) => people.get(String(headers['x-person'] ?? '')) ?? null,
      secrets: [secret],
      publicUrl: 'http://help.test',
      files: openFileRoom({ store: openFileStore({ folder: folders.store }), arrivals: folders.arrivals }),
      log: { info: () => {}, warn: () => {}, error: () => {} },
      ...parts,
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { database, server, live, port: (server.address() as AddressInfo).port }
  }
  let house = await open()
  const shut = async () => {
    await house.live.close()
    house.server.closeAllConnections()
    await new Promise((resolve) => house.server.close(resolve))
    await house.database.close()
  }
  const connect = (namespace: string, auth: object, headers: Record<string, string>) => {
    const socket = io(`http://127.0.0.1:${house.port}${namespace}`, {
      path: LIVE_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: headers,
    })
    clients.push(socket)
    const client: Client = {
      socket,
      heard: [],
      ask: (event, request = {}) => socket.timeout(30_000).emitWithAck(event, request),
      until: async (event, fits = () => true) => {
        const deadline = Date.now() + 30_000
        for (;;) {
          const found = client.heard.find((one) => one.event === event && fits(one.fact))
          if (found) return found.fact
          if (Date.now() > deadline)
            throw new Error(`${event} was not heard; heard ${client.heard.map((one) => one.event).join(', ')}`)
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
      },
    }
    socket.onAny((event, fact) => client.heard.push({ event, fact }))
    return new Promise<Client>((resolve, reject) => {
      socket.on('connect', () => resolve(client))
      socket.on('connect_error', (error) =>
        reject(Object.assign(error, { code: (error as { data?: { code: string } }).data?.code })),
      )
    })
  }
  return {
    get live() {
      return house.live
    },
    get database() {
      return house.database
    },
    get url() {
      return `http://127.0.0.1:${house.port}`
    },
    visits,
    people,
    inFile: async (run) => {
      const sqlite = new DatabaseSync(join(dataDir, 'firstline.db'), { timeout: 5_000 })
      try {
        return await run(sqlite)
      } finally {
        sqlite.close()
      }
    },
    visitor: ({ token, headers = {}, protocol = PROTOCOL_VERSION } = {}) =>
      connect(
        '/visitor',
        { protocol, token: token ?? house.live.issueVisitor({ site: site.id, locale: 'ru', verified: null }).token },
        headers,
      ),
    operator: (person) => {
      if (person) people.set(person.id, person)
      return connect('/desk', { protocol: PROTOCOL_VERSION }, { 'x-person': person?.id ?? '' })
    },
    restart: async () => {
      await shut()
      house = await open()
    },
    close: async () => {
      for (const socket of clients) socket.disconnect()
      await shut()
      await own?.drop()
      if (!over.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
