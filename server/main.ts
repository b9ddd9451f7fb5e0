import { answersLocale, type Locale, DAY_MS } from '#shared'
import { once } from 'node:events'
import { type IncomingMessage, createServer, type Server } from 'node:http'
import { join, resolve } from 'node:path'
import { Redis } from 'ioredis'
import { type Began, type Database, type Library, migrate, named, openDatabase, openLibrary } from '#kb'
import { auditLog } from './audit/audit-log.ts'
import { createApp } from './app.ts'
import { allowingOrigins } from './demo-shop/allowing-origins.ts'
import { openFeedRoom } from './catalogue/feed-room.ts'
import { tellFeeds } from './catalogue/tell-feeds.ts'
import { createAuth, migrateAuth } from './auth/auth.ts'
import { deskSessions } from './auth/desk-sessions.ts'
import { endedSessions } from './auth/ended-sessions.ts'
import { sessionReader } from './auth/session-reader.ts'
import { invitationsOf } from './auth/invitations.ts'
import { peopleOf } from './auth/people.ts'
import { resetLinksOf } from './auth/reset-links.ts'
import { usedCodes } from './auth/used-codes.ts'
import type { Config } from './config.ts'
import { serverMigrations } from './migrations.ts'
import { clamdCheck } from './files/clamd.ts'
import { openFileRoom, roomFolder } from './files/file-room.ts'
import { openFileStore } from './files/stores/open-file-store.ts'
import { addressReader, networkOf, proxyReader } from './http/address.ts'
import { boundConnections } from './http/connection-bound.ts'
import { builtPages, routeCache } from './http/built-pages.ts'
import { answerUnreadable, createListener, type PageHandler } from './http/listener.ts'
import { renderingBound } from './http/rendering-bound.ts'
import { requestsInHand } from './http/requests-in-hand.ts'
import { Shelf } from './http/files/shelf.ts'
import { staticFiles } from './http/files/static-files.ts'
import { libraryNews } from './library-news.ts'
import { limitsOf } from './limits.ts'
import type { Log } from './log.ts'
import { tellOutages } from './diagnosis/tell-outages.ts'
import { watchLoop } from './diagnosis/loop-watch.ts'
import { deskLetters } from './mail/desk-letters.ts'
import { resetMail } from './mail/reset-mail.ts'
import { publicPictures } from './pictures/public-pictures.ts'
import { prunePicturesDaily } from './pictures/prune-pictures.ts'
import { createLive } from './realtime/create-live.ts'
import { sharedSecret } from './secrets.ts'
import { openVisitorParts } from './visitors/open-visitor-parts.ts'
import { pageCallsOf } from './visitors/page-calls.ts'
import { countPastDays } from './visitors/past-days.ts'
import { embeddingOf } from './visitors/site-origins.ts'
import { addressDigest, strangerKey } from './visitors/address-digest.ts'
import { visitorTokens } from './visitors/visitor-token.ts'

export interface Running {
  helpCentre: string
  demoShop: string | null
  /** Link that creates the first admin; null once somebody can sign in. */
  setupLink: string | null
  library: Library
  close(): Promise<void>
}

/** Below the ten seconds after which a container is killed. */
const CLOSE_TIMEOUT_MS = 8_000
const KEEP_ALIVE_MS = 65_000
const HEADERS_TIMEOUT_MS = 20_000
/** Of the slowest upload: a hundred megabytes by a phone with one bar. The listener bounds everything else. */
const REQUEST_TIMEOUT_MS = 4 * 3_600_000
/** Beyond them nobody new is let in, rather than that the process runs out of descriptors. */
const MOST_CONNECTIONS = 20_000
/** An office of four hundred, each with a socket and the connections a browser keeps. */
const MOST_OF_ONE_NETWORK = 2_500
const CATCH_UP_MS = 5_000
const IDLE_CATCH_UP_MS = 60_000
const VISITS_KEPT_MS = 400 * DAY_MS
/** Any number, the same on every node: who holds it creates tables and imports content. */
const START_LOCK = 771_204_991

/** What is opened before anybody is served. `npm run dev` keeps it open while the edge is loaded anew. */
export interface Opened {
  database: Database
  library: Library
  /** Draws pages in place of the built site. */
  pages?: PageHandler
}

/** Opens everything, listens, and hands back the way to close it. `root` is the folder with `content/` and `dist/`. */
export async function startServer(
  config: Config,
  root: string,
  log: Log,
  progress: (step: string) => void,
  opened?: Opened,
): Promise<Running> {
  let loop: ReturnType<typeof watchLoop> | null = null
  const began: Began = (name, size) => loop?.began(name, size) ?? (() => {})
  const {
    database,
    library,
    pages = await builtPages(root),
  } = opened ?? (await openParts(config, root, log, progress, began))
  const site = (await library.find.sites())[0]
  if (!site) throw new Error('content/sites holds no site')

  const trustedOrigins = [
    ...new Set([
      config.publicUrl,
      ...(config.publicUrlGiven
        ? []
        : ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${config.port}`)),
    ]),
  ]
  const sessionSecret = await sharedSecret(database, 'sessions')
  const ended = endedSessions(database, sessionSecret)
  const auth = createAuth({ database, secret: sessionSecret, publicUrl: config.publicUrl, trustedOrigins, ended })
  const release = await startAlone(database)
  await migrateAuth(auth)
  release()
  const people = peopleOf(database, auth)
  const defaultSite = async () => (await library.find.sites())[0]?.id ?? site.id
  const invitations = invitationsOf(database, people, defaultSite)
  if (config.admin && (await people.count()) === 0) {
    await people.add({
      name: config.admin.name ?? config.admin.email.split('@')[0] ?? 'Admin',
      mail: config.admin.email,
      role: 'admin',
      site: site.id,
      password: config.admin.password,
    })
  }
  const sessions = deskSessions(database, auth, (one, other) => networkOf(one) === networkOf(other))
  const personOf = sessionReader(auth, people, async () => (await library.find.sites()).map(({ id }) => id))

  const redis = config.redisUrl
    ? new Redis(config.redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false })
    : null
  tellOutages(redis, log)
  const secret = await sharedSecret(database, 'visitors')
  const tokens = visitorTokens([secret])
  const strangerOf = (address: string) => strangerKey(addressDigest(secret, networkOf(address)))
  const addressOf = addressReader(config.trustedProxies)
  // A start holds the loop, and nobody is served yet.
  loop = watchLoop(log)
  const server = createServer({
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
  })
  const demoOrigins =
    config.demoShopPort === null
      ? []
      : ['localhost', '127.0.0.1'].map((host) => `http://${host}:${config.demoShopPort}`)

  const audit = auditLog(database)
  const pageCalls = pageCallsOf(database, (err) => log.error({ err }, 'could not note which page asked for the widget'))
  const addressIn = (request: IncomingMessage) =>
    addressOf(request.socket.remoteAddress, String(request.headers['x-forwarded-for'] ?? ''))
  const folders = roomFolder(resolve(root, config.dataDir))
  const files = openFileRoom({
    store: openFileStore({ folder: folders.store, s3: config.filesAt }),
    arrivals: folders.arrivals,
    virusCheck: config.clamd && clamdCheck(config.clamd),
  })
  const { privateFeedHosts: trusted, placesFile } = config
  const visitors = openVisitorParts({ database, library, log, trusted, placesFile })
  const live = await createLive({
    server,
    database,
    library: allowingOrigins(library, demoOrigins),
    log,
    redisUrl: config.redisUrl,
    publicUrl: config.publicUrl,
    ...{ watched: visitors.monitor, places: visitors.places, attributes: visitors.attributes },
    ...{ files, trusted, sessionsLeft: sessions.left },
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    inboundMail: config.inboundMailSecret !== undefined,
    began,
    session: (headers) => personOf.read(new Headers(headers as Record<string, string>)),
    leadsOf: (site) => people.leadsOf(site),
    secrets: [secret],
    addressOf: (request) => networkOf(addressIn(request)),
    record: ({ act, by, conversationId, detail, request }) =>
      void audit
        .append({ act, actor: by, address: addressIn(request), object: conversationId, detail }, Date.now())
        .catch((err: unknown) => log.error({ err, act }, 'could not write to the audit log')),
  })
  const news = libraryNews(redis, library)
  const shelf = new Shelf()
  const redraw = (tags: string[]) => {
    void routeCache()?.invalidate({ tags })
    shelf.clear()
  }
  const unsubscribe = library.subscribe((change) => {
    redraw(change.tags)
    if (change.answers.length === 0) live.sitesChanged()
    if (change.remote) return
    live.libraryChanged(change.answers)
    news.tell(change)
  })

  const chores = [
    ...countPastDays({ library, live, began, log }),
    // News by Redis may be missed; the database is the truth.
    setInterval(
      () =>
        void named(began, 'changes made by other nodes', 0, () => library.catchUp(Date.now())).catch((error: unknown) =>
          log.warn({ err: error }, 'could not load changes made by other nodes; will retry'),
        ),
      config.redisUrl ? CATCH_UP_MS : IDLE_CATCH_UP_MS,
    ),
    setInterval(
      () =>
        void named(began, 'retention of visits', 0, () => library.visits.prune(VISITS_KEPT_MS, Date.now())).catch(
          (error: unknown) => log.warn({ err: error }, 'old visits could not be deleted; will retry'),
        ),
      DAY_MS,
    ),
  ]
  for (const chore of chores) chore.unref()
  const dist = join(root, 'dist')
  const limits = limitsOf(redis)
  const pictures = publicPictures(database, files)
  chores.push(prunePicturesDaily({ pictures, people: live, library, began, log }).unref())
  const letters = config.smtpUrl ? deskLetters({ smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, log }) : null
  const feeds = openFeedRoom({
    library,
    folder: join(resolve(root, config.dataDir), 'feeds'),
    trusted,
    log,
    tellOf: tellFeeds({ library, people, live, letters, publicUrl: config.publicUrl, log }),
  })
  const app = createApp({
    library,
    feeds,
    catalogueKey: (id) => sharedSecret(database, `catalogue:${id}`),
    pictures,
    facesChanged: () => redraw(['site']),
    live,
    files,
    auth,
    people,
    invitations,
    tokens,
    audit,
    sitesChanged: async (id, sites) => {
      personOf.forgetAll()
      await live.changeSites(id, sites)
    },
    siteChosen: async (headers, id) => {
      await sessions.choose(headers, id)
      personOf.forgetAll()
    },
    sessionsEnded: async (id) => {
      personOf.forgetAll()
      await live.revokeSessions(id)
    },
    strangerKey: strangerOf,
    limits,
    ...visitors,
    whyEnded: ended.whyEnded,
    resets: resetLinksOf(database, auth, people),
    deskSessions: sessions,
    pageCalls,
    codes: usedCodes(database, auth),
    resetMail: letters && resetMail(letters, (locale) => site.name[answersLocale(locale)]),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    inboundMailSecret: config.inboundMailSecret,
    extraOrigins: demoOrigins,
    personOf: personOf.read,
    log,
  })
  const embedding = embeddingOf(library, pageCalls.note, [new URL(config.publicUrl).origin, ...demoOrigins])
  server.on(
    'request',
    createListener({
      api: app,
      files: staticFiles(dist, embedding),
      embedding,
      pages,
      dist,
      shelf,
      publicUrl: config.publicUrl,
      log,
      began,
      rendering: renderingBound(limits, addressIn),
      placeAt: (asked) =>
        library.find.placeAt(asked) ??
        // Nobody said how it is reached: any name of this machine may be meant.
        (config.publicUrlGiven ? null : library.find.placeAt({ ...asked, host: undefined })),
      locals: async (request, path, place) => {
        const address = addressIn(request)
        return {
          library,
          siteId: place.site,
          base: place.base,
          publicUrl: library.find.address(place.site),
          meaningHost: config.embeddings && new URL(config.embeddings.url).host,
          availability: (id: string, locale: Locale) => live.availability(id, locale),
          team: (id: string, locale: Locale) => live.team(id, locale, 'known'),
          person: path.startsWith('/desk')
            ? await personOf.read(new Headers(request.headers as Record<string, string>))
            : null,
          strangerKey: strangerOf(address),
          maySearch: () =>
            limits.take('search', address, null).then(
              () => true,
              () => false,
            ),
          failed: (error: unknown) => log.error({ err: error, path }, 'page failed'),
        }
      },
    }),
  )
  const inHand = requestsInHand(server)
  server.maxConnections = MOST_CONNECTIONS
  boundConnections(server, MOST_OF_ONE_NETWORK, proxyReader(config.trustedProxies))
  server.on('clientError', answerUnreadable)
  await listen(server, config.port, config.host)
  const demo =
    config.demoShopPort === null
      ? null
      : await (await import('./demo-shop/start-demo-shop.ts')).startDemoShop({
          library,
          siteId: site.id,
          helpUrl: config.publicUrl,
          host: config.host,
          port: config.demoShopPort,
        })
  const token = await invitations.setupToken(Date.now())

  let closing: Promise<void> | null = null
  const close = () =>
    (closing ??= (async () => {
      const stop = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS)
      server.close()
      await live.drain()
      await inHand.answered()
      unsubscribe()
      loop?.stop()
      chores.forEach(clearInterval)
      feeds.close()
      await visitors.close()
      await live.close()
      server.closeIdleConnections()
      await demo?.close()
      news.close()
      redis?.disconnect()
      await library.close()
      await database.close()
      clearTimeout(stop)
      server.closeAllConnections()
    })())
  return {
    helpCentre: config.publicUrl,
    demoShop: demo?.url ?? null,
    setupLink: token ? `${config.publicUrl}/desk/setup#${token}` : null,
    library,
    close,
  }
}

/** The database with its tables, and the library with `content/` in it. */
export async function openParts(
  config: Config,
  root: string,
  log: Log,
  progress: (step: string) => void,
  began?: Began,
): Promise<Opened> {
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir })
  const release = await startAlone(database)
  await migrate(database, serverMigrations(database.kind))
  const library = await openLibrary({
    database,
    contentDir: resolve(root, config.contentDir),
    leaveOutBroken: true,
    defaultSite: config.defaultSite,
    meilisearch: config.meilisearch,
    modelDir: resolve(root, config.modelDir),
    embeddings: config.embeddings,
    publicUrl: config.publicUrl,
    log,
    ...(began ? { began } : {}),
    onImport: (done, total) => progress(`Importing content ${done}/${total}`),
  })
  release()
  return { database, library }
}

/** Nodes that start at the same moment create tables and import content one after another. Returns the way to let the next one go. */
async function startAlone(database: Database): Promise<() => void> {
  const client = await database.pool?.connect()
  await client?.query('select pg_advisory_lock($1)', [START_LOCK])
  return () => void client?.query('select pg_advisory_unlock($1)', [START_LOCK]).finally(() => client.release())
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}
