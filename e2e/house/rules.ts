import { posix } from 'node:path'
import type { SourceFacts, Taken } from './source-facts.ts'

/** One sentence of who may take what, and the code that holds files to it. */
export interface Rule {
  says: string
  /** Which files it is for; tests and what is made for them are free. */
  of(path: string): boolean
  refuses(taken: Taken, path: string): boolean
}

/** A file that breaks a rule for now or for a reason; the house test fails on one that is needed no longer. */
export interface Exception {
  path: string
  says: string
  why: string
}

const within =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
const outside =
  (path: (path: string) => boolean, ...without: ((path: string) => boolean)[]) =>
  (one: string) =>
    path(one) && !without.some((other) => other(one))
const PARTS = ['kb', 'server', 'site', 'widget', 'bench', 'e2e', 'dev']
const isOurs = (target: string) => target.startsWith('#') || within(...PARTS)(target)

export const isMadeForTests = (path: string) =>
  /\.test\.tsx?$/.test(path) || /(^|\/)(testing|fixtures)\//.test(path) || path === 'house.test.ts'

const kb = within('kb')
const shared = within('kb/shared')
const protocol = within('server/protocol')
const client = within('server/protocol/client')
const NETWORK =
  /^(hono|@hono\/|socket\.io|@socket\.io\/|engine\.io|astro|@astrojs\/|preact|@preact\/|better-auth|nodemailer|smtp-server|postal-mime|ioredis|vite$|node:(http|https|http2|net|tls|dgram|dns)$)/
const ENGINE_PACKAGE = /^(nspell|dictionary-|meilisearch|hyphen)/
const KB_ENGINE = /^kb\/(search\/(embedded|meilisearch)|spelling\/nspell|matching\/outside)/
const WIDGET_PACKAGE = /^(preact(\/.*)?|@preact\/signals(-core)?)$/

export const SAYS = {
  kb: 'kb imports nothing of the edge: no server, site or widget, no network',
  shared: 'what is shared imports nothing',
  engines: 'only open-library.ts wires engines',
  enginePackages: "an engine's package stays with its engine",
  protocol: 'the protocol depends on nothing but what is shared',
  client: 'the client of the protocol takes the protocol, what is shared and socket.io-client',
  server: 'server enters kb by its door, and takes nothing of site and widget',
  chat: 'chat runs without a network: types of kb, protocol and shared, and itself',
  http: 'http enters the live edge by server/realtime/live.ts, for types, and nothing of chat',
  mail: 'mail takes types of chat, and nothing of realtime and http',
  site: 'site takes types of kb and of the API, protocol, shared and client, and nothing of server and widget',
  widget: 'widget takes protocol, shared, client, preact, signals and itself',
  socket: 'socket.io-client is taken by the one client of the protocol',
  bench: 'bench measures kb and server, and takes nothing of site, widget and e2e',
  e2e: 'e2e takes the doors, the server and texts, and nothing else of kb, site and widget, nor of bench',
  tests: 'what is shipped takes nothing made for tests or for development',
  readable: 'what is taken is named in the text',
  environment: 'only the starting programs read the environment',
  clock: 'kb keeps no clock of its own',
} as const

export const RULES: Rule[] = [
  {
    says: SAYS.kb,
    of: kb,
    refuses: ({ target }) =>
      within('server', 'site', 'widget', 'bench', 'e2e')(target) ||
      /^#(protocol|client|desk-api)/.test(target) ||
      NETWORK.test(target),
  },
  { says: SAYS.shared, of: shared, refuses: ({ target }) => !shared(target) },
  {
    says: SAYS.engines,
    of: (path) => kb(path) && !/^kb\/(open-library|cli)\.ts$/.test(path),
    refuses: ({ target, way }, path) =>
      way !== 'type' && KB_ENGINE.test(target) && !`${posix.dirname(path)}/`.startsWith(`${posix.dirname(target)}/`),
  },
  {
    says: SAYS.enginePackages,
    of: outside(within(...PARTS), within('kb/spelling', 'kb/matching/outside')),
    refuses: ({ target }) => ENGINE_PACKAGE.test(target),
  },
  {
    says: SAYS.protocol,
    of: outside(protocol, client),
    refuses: ({ target }) => !outside(protocol, client)(target) && target !== '#shared',
  },
  {
    says: SAYS.client,
    of: client,
    refuses: ({ target }) => !client(target) && !/^(#protocol|#shared|socket\.io-client)$/.test(target),
  },
  {
    says: SAYS.server,
    of: within('server'),
    refuses: ({ target }) => within('kb', 'site', 'widget', 'bench', 'e2e')(target),
  },
  {
    says: SAYS.chat,
    of: within('server/chat'),
    refuses: ({ target, way }) =>
      NETWORK.test(target) ||
      (target === '#kb' && way !== 'type') ||
      (isOurs(target) && !within('server/chat')(target) && !/^#(kb|protocol|shared)$/.test(target)),
  },
  {
    says: SAYS.http,
    of: within('server/http'),
    refuses: ({ target, way }) =>
      within('server/chat')(target) ||
      (within('server/realtime')(target) && !(target === 'server/realtime/live.ts' && way === 'type')),
  },
  {
    says: SAYS.mail,
    of: within('server/mail'),
    refuses: ({ target, way }) =>
      within('server/realtime', 'server/http')(target) || (within('server/chat')(target) && way !== 'type'),
  },
  {
    says: SAYS.site,
    of: within('site'),
    refuses: ({ target, way }) =>
      (/^#(kb|desk-api)$/.test(target) && way !== 'type') || within('kb', 'server', 'widget', 'bench', 'e2e')(target),
  },
  {
    says: SAYS.widget,
    of: within('widget'),
    refuses: ({ target }) =>
      !within('widget')(target) &&
      !/^#(protocol|shared|client)$/.test(target) &&
      !WIDGET_PACKAGE.test(target) &&
      target !== 'socket.io-client',
  },
  {
    says: SAYS.socket,
    of: outside(within('kb', 'server', 'site', 'widget'), client),
    refuses: ({ target, way }) => target === 'socket.io-client' && way !== 'type',
  },
  { says: SAYS.bench, of: within('bench'), refuses: ({ target }) => within('site', 'widget', 'e2e')(target) },
  {
    says: SAYS.e2e,
    of: within('e2e'),
    refuses: ({ target }) =>
      within('bench', 'kb', 'site', 'widget')(target) &&
      !within('kb/testing')(target) &&
      !/^(site|widget)\/locales\//.test(target),
  },
  {
    says: SAYS.tests,
    of: within('kb', 'server', 'site', 'widget'),
    refuses: ({ target }) => isMadeForTests(target) || within('e2e', 'bench', 'dev')(target),
  },
]

const EDGES = within('kb', 'server', 'site', 'widget')

/** What a file does beside importing. */
export const HABITS: { says: string; of(path: string): boolean; lines(facts: SourceFacts): number[] }[] = [
  { says: SAYS.readable, of: EDGES, lines: (facts) => facts.unreadable },
  { says: SAYS.environment, of: EDGES, lines: (facts) => facts.environment },
  { says: SAYS.clock, of: kb, lines: (facts) => facts.clock },
]

export const EXCEPTIONS: Exception[] = [
  ...['server/start.ts', 'server/build.ts', 'server/backup.ts', 'server/admin.ts', 'server/model.ts', 'kb/cli.ts'].map(
    (path) => ({
      path,
      says: SAYS.environment,
      why: 'a program of its own: it hands on what it reads',
    }),
  ),
  { path: 'kb/cli.ts', says: SAYS.clock, why: 'a program of its own' },
  { path: 'kb/open-library.ts', says: SAYS.clock, why: 'the default of `now`, for programs that name none' },
  { path: 'kb/matching/repair/ordinary-words.ts', says: SAYS.readable, why: 'a dictionary per language' },
  { path: 'kb/spelling/nspell/nspell-worker.ts', says: SAYS.readable, why: 'a dictionary per language' },
  { path: 'site/preview/set-text.ts', says: SAYS.readable, why: 'a font file per script' },
  {
    path: 'server/http/built-pages.ts',
    says: SAYS.readable,
    why: 'the built site, which is not there when types are checked',
  },
  { path: 'widget/loader.ts', says: SAYS.readable, why: 'addresses with the checksum of the build in them' },
  { path: 'widget/facts/begin.ts', says: SAYS.readable, why: 'addresses with the checksum of the build in them' },
  { path: 'widget/watch/begin.ts', says: SAYS.readable, why: 'addresses with the checksum of the build in them' },
]
