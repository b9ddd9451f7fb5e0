import { serve } from '@hono/node-server'
import type { Server } from 'node:http'
import type { Library } from '#kb'
import { snippetFor } from '../snippet.ts'
import { createDemoShop } from './demo-shop.ts'

interface Parts {
  library: Library
  siteId: string
  helpUrl: string
  host: string
  port: number
}

/** Serves the demo shop on a port of its own: another origin, as a real shop is. */
export function startDemoShop({
  library,
  siteId,
  helpUrl,
  host,
  port,
}: Parts): Promise<{ url: string; close(): Promise<void> }> {
  const app = createDemoShop({
    library,
    siteId,
    helpUrl,
    snippet: (nonce: string) => snippetFor(helpUrl, siteId, nonce),
  })
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, () => {
      resolve({
        url: `http://${new URL(helpUrl).hostname}:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            ;(server as Server).closeAllConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}
