import { existsSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import compression from 'compression'

export type PageHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void, locals: object) => Promise<void>

interface Parts {
  api: { fetch: Parameters<typeof getRequestListener>[0] }
  files: { fetch: Parameters<typeof getRequestListener>[0] }
  pages: PageHandler
  /** What pages may know of this request. */
  locals(request: IncomingMessage, path: string): Promise<object>
  dist: string
  log: { error(details: object, text: string): void }
}

const API = /^\/(api(\/|$)|healthz$|readyz$)/
const FILES = /^\/(widget\.js$|widget\/|_assets\/)/
/** Encoded or doubled separators, back-slashes, dot segments and control characters have no honest use in our addresses. */
const ODD_PATH = /\/\/|%2f|%5c|%25|%00|\\|(^|\/)\.\.?(\/|$)|%2e|[^\x21-\x7e]|;/i
/** Astro answers these even when unused. */
const SWITCHED_OFF = /^\/(_image|_server-islands|_actions)(\/|$)/

/** One server: the API, built files, then pages. A path is judged once, before anybody routes it. */
export function createListener({ api, files, pages, locals, dist, log }: Parts): RequestListener {
  const answerApi = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  const answerFile = getRequestListener(files.fetch, { overrideGlobalObjects: false })
  const compress = compression()
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (ODD_PATH.test(path) || !path.startsWith('/')) return plain(response, 400, 'Bad address')
    if (API.test(path)) return void answerApi(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Method not allowed', { Allow: 'GET, HEAD' })
    if (SWITCHED_OFF.test(path)) return plain(response, 404, 'Not found')
    if (FILES.test(path) || isRootFile(dist, path)) return void answerFile(request, response)
    const failed = (error: unknown) => {
      log.error({ err: error, path }, 'page failed')
      if (!response.headersSent) plain(response, 500, 'Something went wrong. Try again in a minute. / Что-то сломалось. Попробуйте через минуту.')
      else response.destroy()
    }
    compress(request as never, response as never, () => {
      locals(request, path)
        .then((known) => pages(request, response, (error) => (error ? failed(error) : plain(response, 404, 'Not found')), known))
        .catch(failed)
    })
  }
}

/** Files a browser asks for at the root: the favicon and its like. */
const isRootFile = (dist: string, path: string) => /^\/[\w.-]+\.[a-z0-9]+$/i.test(path) && existsSync(join(dist, 'client', path))

function plain(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store', ...headers })
  response.end(text)
}
