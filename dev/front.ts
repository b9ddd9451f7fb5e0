import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { board, mailsPage } from './board.ts'
import type { Mails } from './mails.ts'
import { partsPage } from './parts/serve-parts.ts'
import { PEOPLE, signIn, type Who } from './people.ts'

interface Parts {
  origin: string
  demoShop: string
  productPort: number
  mails: Mails
  widgetDir: string
  /** Resolves when the product listens again: requests wait for it, so that no browser sees a restart. */
  ready(): Promise<void>
  handleSource(request: IncomingMessage, response: ServerResponse): void
}

export interface Front {
  server: Server
  /** Has the parts it was made without. */
  open(parts: Parts): void
  /** Pages that hold the widget load themselves again. */
  reloadPages(): void
  listen(port: number): Promise<void>
  close(): void
}

const SOURCE = /^\/(@|node_modules\/|(site|kb|server|dev)\/.+\.\w+|widget\/.+\.(tsx?|css(\.sheet\.js)?)$)/
/** Put after the loader: whoever embeds the widget hears of a new one. */
const LISTENING = `;new EventSource(new URL(document.currentScript.src).origin+'/_dev/news').onmessage=()=>location.reload()`

/** The one address of development: sources and news of changes by itself, everything else from the product. */
export function createFront(): Front {
  let parts: Parts | null = null
  const listening = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (!parts) return void response.writeHead(503).end('starting')
    if (path === '/_dev/news') return hear(response)
    if (path.startsWith('/_dev')) return void ownPage(parts, path, response)
    if (path === '/widget.js' || /^\/widget\/[\w.-]+\.js$/.test(path)) return widgetFile(parts, path, response)
    if (path === '/desk/_parts') return html(response, partsPage('<script type="module" src="/@vite/client"></script>'))
    if (SOURCE.test(path)) return parts.handleSource(request, response)
    void toProduct(parts, request, response)
  })
  const hear = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' })
    response.write(':\n\n')
    listening.add(response)
    response.on('close', () => listening.delete(response))
  }
  server.on('upgrade', (request, socket, head) => {
    if (!parts || request.headers['sec-websocket-protocol']?.startsWith('vite')) return
    const { productPort, ready } = parts
    ready().then(
      () => {
        const product = connect(productPort, '127.0.0.1', () => {
          const headers = request.rawHeaders.reduce(
            (text, one, index) => text + one + (index % 2 === 0 ? ': ' : '\r\n'),
            `${request.method} ${request.url} HTTP/1.1\r\n`,
          )
          product.write(`${headers}\r\n`)
          product.write(head)
          product.pipe(socket).pipe(product)
        })
        product.on('error', () => socket.destroy())
        product.on('close', () => socket.destroy())
        socket.on('error', () => product.destroy())
        socket.on('close', () => product.destroy())
      },
      () => socket.destroy(),
    )
  })
  return {
    server,
    open: (given) => void (parts = given),
    reloadPages: () => {
      for (const response of listening) response.write('data: widget\n\n')
    },
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, 'localhost', () => resolve())
      }),
    close: () => {
      for (const response of listening) response.end()
      server.close()
      server.closeAllConnections()
    },
  }
}

async function ownPage(parts: Parts, path: string, response: ServerResponse): Promise<void> {
  const who = /^\/_dev\/as\/(\w+)$/.exec(path)?.[1]
  try {
    if (who && who in PEOPLE) {
      await parts.ready()
      const { cookies } = await signIn(parts.origin, who as Who)
      response.writeHead(303, { location: '/desk', 'set-cookie': cookies }).end()
    } else if (path === '/_dev/mails') html(response, mailsPage(parts.mails))
    else if (path === '/_dev') html(response, board(parts.demoShop))
    else response.writeHead(404).end('Not found')
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error))
  }
}

const html = (response: ServerResponse, text: string) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(text)

function widgetFile({ widgetDir }: Parts, path: string, response: ServerResponse): void {
  const file = join(widgetDir, path.slice(path.lastIndexOf('/') + 1))
  if (!existsSync(file)) return void response.writeHead(404).end()
  response.writeHead(200, {
    'content-type': 'text/javascript',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  if (path === '/widget.js') response.end(readFileSync(file, 'utf8') + LISTENING)
  else createReadStream(file).pipe(response)
}

async function toProduct(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const failed = (error: unknown) => {
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(error instanceof Error ? error.stack : String(error))
  }
  try {
    await parts.ready()
  } catch (error) {
    return failed(error)
  }
  const headers = { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1' }
  const asked = ask({ host: '127.0.0.1', port: parts.productPort, method: request.method, path: request.url, headers })
  asked.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.rawHeaders)
    answer.pipe(response)
  })
  asked.on('error', failed)
  request.pipe(asked)
}
