import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'vite'
import { tokenSheets } from '../../site/styles/token-sheets.ts'

/** The page that shows parts; `npm run dev` answers `/desk/_parts` with it, the pictures are taken of it. */
export const partsPage = (client: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Parts</title>${client}</head>
<body class="parts desk-page"><nav id="names"></nav><div id="stage"></div>
<script type="module" src="/dev/parts/main.tsx"></script></body></html>`

/** Serves the parts alone, without a product behind them. */
export async function serveParts(root: string): Promise<{ url: string; close(): Promise<void> }> {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    cacheDir: 'node_modules/.firstline-dev/parts',
    server: { port: 0, host: '127.0.0.1', hmr: false, ws: false, watch: null },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    optimizeDeps: { entries: [join(root, 'dev/parts/main.tsx')] },
    plugins: [
      tokenSheets(),
      {
        name: 'parts-page',
        configureServer: (server) => {
          server.middlewares.use('/favicon.svg', (_request, response) => {
            response.setHeader('content-type', 'image/svg+xml')
            response.end(readFileSync(join(root, 'content/sites/tropa.svg')))
          })
          server.middlewares.use('/desk/_parts', (_request, response) => {
            response.setHeader('content-type', 'text/html; charset=utf-8')
            response.end(partsPage(''))
          })
        },
      },
    ],
  })
  await vite.listen()
  const address = vite.httpServer?.address()
  if (!address || typeof address === 'string') throw new Error('the parts are not served')
  return { url: `http://127.0.0.1:${address.port}/desk/_parts`, close: () => vite.close() }
}
