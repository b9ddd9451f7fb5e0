import { loopTurns } from '#kb'
import { bestLocale, INTERFACE_LOCALES } from '#shared'
import { existsSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { constants } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import compression from 'compression'
import type { Duplex } from 'node:stream'
import { answerConditionally } from './files/conditional.ts'
import { isFeedUpload } from './desk/catalogue-routes.ts'
import { isUpload } from './conversation-files/upload-routes.ts'
import { answerFiles } from './files/file-shelf.ts'
import { meaningful } from './meaningful.ts'
import type { RenderingBound } from './rendering-bound.ts'
import { statusOf } from './problems/problem.ts'
import type { ProblemCode } from '#protocol'
import { problemText } from './problems/problem-texts.ts'
import type { Shelf } from './files/shelf.ts'
import type { Library } from '#kb'
import type { Embedding } from './files/widget-loader.ts'

export type PageHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => Promise<void>

type Place = NonNullable<ReturnType<Library['find']['placeAt']>>

interface Parts {
  api: {
    fetch: Parameters<typeof getRequestListener>[0]
    /** Answers some addresses by itself, with these headers too; what it does not it hands on. */
    quick?(
      request: IncomingMessage,
      response: ServerResponse,
      headers: readonly [string, string][],
      otherwise: () => void,
    ): boolean
  }
  files: { fetch: Parameters<typeof getRequestListener>[0] }
  /** Which pages may hold the widget. */
  embedding: Pick<Embedding, 'allows'>
  pages: PageHandler
  rendering: RenderingBound
  /** Whose page this is; null: no site is called so. */
  placeAt: Library['find']['placeAt']
  /** What pages may know of this request. */
  locals(request: IncomingMessage, path: string, place: Place): Promise<object>
  dist: string
  /** Pages that are the same for everybody; whoever changes what they say clears it. */
  shelf: Shelf
  publicUrl: string
  log: { error(details: object, text: string): void }
  /** Told what begins, by its name and size; returns what to call at its end. */
  began?: (name: string, size: number) => () => void
}

const API = /^\/api(\/|$)/
/** Asked for to hear that the loop goes round. */
const HEALTH = /^\/(healthz|readyz)$/
/** What answers with secrets is not compressed: the length of a compressed answer says something of what is in it. */
const AUTH = /^\/api\/(auth\/|desk\/site\/identity-secret)/
/** Named by their content: nobody ever asks whether they changed. */
const HASHED = /^\/(widget\/|_assets\/)/
const FILES = /^\/(widget\.js$|widget\/|_assets\/)/
/** Encoded or doubled separators, back-slashes, dot segments and control characters have no honest use in our addresses. */
const ODD_PATH = /\/\/|%2f|%5c|%25|%00|\\|(^|\/)\.\.?(\/|$)|%2e|[^\x21-\x7e]|;/i
/** A name or an address with a port. Anything else would be read as part of the address of a page by whoever puts the two together. */
const PLAIN_HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i
const DESK = /^\/desk(\/|$)/
/** Says to the pages' cache whose page it is. */
const SITE_HEADER = 'x-firstline-site'
const NOBODYS_ADDRESS =
  'There is no help centre at this address. Check it, or go to the shop’s own site. / По этому адресу нет справочного центра. Проверьте его или откройте сайт магазина.'
/** Astro answers these even when unused. */
const SWITCHED_OFF = /^\/(_image|_server-islands|_actions)(\/|$)/

/** Set by the route cache on what it keeps: until which millisecond of the clock; it goes no further than here. */
const KEPT_UNTIL = 'x-kept-until'

const HSTS_S = 31_536_000
/** True of every answer, also of those nobody had a say in (redirects, refusals); pages and the API say more of their own. */
const hsts: [string, string] = ['Strict-Transport-Security', `max-age=${HSTS_S}`]
const baseHeaders = (publicUrl: string): [string, string][] => [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ...(publicUrl.startsWith('https:') ? [hsts] : []),
]

/** One server: the API, built files, then pages. Host and path are judged once, before anybody routes them. */
export function createListener({
  api,
  files,
  embedding,
  pages,
  placeAt,
  locals,
  rendering,
  dist,
  shelf,
  publicUrl,
  log,
  began,
}: Parts): RequestListener {
  const answerApi = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  const answerFile = answerFiles(files, embedding, shelf)
  const compress = compression()
  // Small answers that are each sent once: a little more time for a tenth less.
  const compressApi = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } })
  const base = baseHeaders(publicUrl)
  const answer: RequestListener = (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (began) response.once('close', began(nameOf(request.method, path), sizeOf(request)))
    if (!isUpload(path) && !isFeedUpload(path)) boundReceiving(request, response)
    for (const [name, value] of base) response.setHeader(name, value)
    if (!hasPlainHost(request) || ODD_PATH.test(path) || !path.startsWith('/'))
      return path.startsWith('/api')
        ? problemPlainly(request, response, 'bad_address')
        : plain(response, 400, 'Bad address')
    if (HEALTH.test(path)) return void answerApi(request, response)
    if (AUTH.test(path)) return loopTurns.begin(() => void answerApi(request, response))
    if (API.test(path)) {
      return loopTurns.begin(() =>
        compressApi(request as never, response as never, () => void answerApi(request, response)),
      )
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(response, 405, 'Method not allowed', { Allow: 'GET, HEAD' })
    if (SWITCHED_OFF.test(path)) return plain(response, 404, 'Not found')
    const failed = (error: unknown) => {
      log.error({ err: error, path }, 'page failed')
      if (!response.headersSent)
        plain(
          response,
          500,
          'Something went wrong. Try again in a minute. / Что-то сломалось. Попробуйте через минуту.',
        )
      else response.destroy()
    }
    if (FILES.test(path) || isRootFile(dist, path)) {
      return void answerFile(request, response, path, HASHED.test(path)).catch(failed)
    }
    // The desk has one address, wherever its links are followed from.
    const place = DESK.test(path)
      ? placeAt({ host: new URL(publicUrl).host, path: '/' })
      : placeAt({ host: request.headers.host, path })
    if (!place) return plain(response, 404, NOBODYS_ADDRESS)
    const asked = meaningful(request.url ?? path)
    const plainly = asked === path
    // Kept apart for each site, whatever a client says in its place.
    request.headers[SITE_HEADER] = place.site
    request.url = asked.slice(place.base.length).replace(/^(?!\/)/, '/')
    const shelved = `${place.site}${path}`
    if (plainly && shelf.answer(request, response, shelved)) return
    const { generation } = shelf
    compress(request as never, response as never, () => {
      answerConditionally(request, response, (body) => {
        const until = Number(response.getHeader(KEPT_UNTIL))
        response.removeHeader(KEPT_UNTIL)
        if (!plainly || !(until > Date.now()) || response.statusCode !== 200 || request.method !== 'GET') return
        const headers = { vary: 'Accept-Encoding', ...response.getHeaders(), 'x-astro-cache': 'HIT' }
        if (headers.vary === 'Accept-Encoding') void shelf.put(shelved, { headers, body }, { until, generation })
      })
      const render = async () => {
        const waitMs = await rendering.take(request)
        if (waitMs !== null)
          return plain(
            response,
            429,
            'Too many requests. Wait a moment. / Слишком много запросов. Подождите немного.',
            {
              'Retry-After': String(Math.ceil(waitMs / 1_000)),
            },
          )
        // What this thread worked meanwhile, not how long a busy machine made it wait.
        const begun = process.threadCpuUsage()
        response.once('close', () => {
          const { user, system } = process.threadCpuUsage(begun)
          rendering.charge(request, (user + system) / 1_000)
        })
        const known = await locals(request, path, place)
        await pages(request, response, (error) => (error ? failed(error) : plain(response, 404, 'Not found')), known)
      }
      loopTurns.begin(() => void render().catch(failed))
    })
  }
  return (request, response) => {
    const otherwise = () => answer(request, response)
    if (!hasPlainHost(request) || !api.quick?.(request, response, base, otherwise)) otherwise()
  }
}

/** HTTP/1.0 names no host: there is nothing to misread then. */
const hasPlainHost = ({ headers: { host } }: IncomingMessage) => host === undefined || PLAIN_HOST.test(host)

/** The route without what it names. */
const nameOf = (method = 'GET', path: string) =>
  `${method} ${path.replace(/[a-z]{3}_[0-9A-Za-z]{20,}/g, '{id}').slice(0, 100)}`
const sizeOf = ({ url = '', headers }: IncomingMessage) => url.length + Number(headers['content-length'] ?? 0)

/** Files a browser asks for at the root: the favicon and its like. */
const isRootFile = (dist: string, path: string) =>
  /^\/[\w.-]+\.[a-z0-9]+$/i.test(path) && existsSync(join(dist, 'client', path))

function plain(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers })
  response.end(text)
}

/** The one shape, for what never reaches the API's own router. */
function problemPlainly({ headers }: IncomingMessage, response: ServerResponse, code: ProblemCode): void {
  response.writeHead(statusOf(code), { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(
    JSON.stringify({
      code,
      message: problemText(code, bestLocale(headers['accept-language'], INTERFACE_LOCALES, 'en')),
    }),
  )
}

/** Everything but files is small and comes at once. */
const RECEIVED_MS = 30_000

/** Node's own bound is as long as the slowest upload may take; all other bodies are held to this one. */
function boundReceiving(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['transfer-encoding'] === undefined && !(Number(request.headers['content-length']) > 0)) return
  const timer = setTimeout(() => {
    if (request.complete) return
    if (response.headersSent) request.socket.destroy()
    else answerUnreadable(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), request.socket)
  }, RECEIVED_MS)
  timer.unref()
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
}

/** For our last words to arrive. */
const LAST_WORDS_MS = 500
const UNREADABLE: Record<string, [status: string, code: ProblemCode]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'too_slow'],
}

/** What is no HTTP at all still gets an answer in the one shape, and its connection ends. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, code] = UNREADABLE[error.code ?? ''] ?? ['400 Bad Request', 'malformed']
  const body = JSON.stringify({ code, message: problemText(code, 'en') })
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-Content-Type-Options: nosniff\r\n\r\n${body}`,
    // Who never closes their side would keep it open for ever.
    () => setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref(),
  )
}
