import type { Server } from 'node:http'
import { dev } from 'astro'
import { tokenSheets } from '../site/styles/token-sheets.ts'
import type { PageHandler } from '../server/http/listener.ts'

export interface DevPages {
  handle: PageHandler
  /** What Vite serves itself: sources, packages, its own client. */
  handleSource(request: Parameters<PageHandler>[0], response: Parameters<PageHandler>[1]): void
  close(): Promise<void>
}

/** Where Astro's development server looks for what a page may know. */
const LOCALS = Symbol.for('astro.locals')
const NOTHING_INLINE = /^content-security-policy$/i

/** Help centre and desk by Astro's development server, which tells browsers of changes over the `front` they came by. */
export async function startDevPages(root: string, front: Server): Promise<DevPages> {
  const astro = await dev({
    root,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: 0 },
    vite: {
      // The parts show the widget too.
      plugins: [tokenSheets()],
      cacheDir: 'node_modules/.firstline-dev/pages',
      server: { ws: { server: front }, watch: { ignored: ['**/dist/**', '**/.data/**'] } },
    },
  })
  const handleSource: DevPages['handleSource'] = (request, response) => astro.handle(request, response)
  return {
    handleSource,
    handle: async (request, response, _next, locals) => {
      // Hot reloading writes styles and scripts into the page, which the policy of the real one forbids.
      response.removeHeader('Content-Security-Policy')
      const set = response.setHeader.bind(response)
      response.setHeader = (name, value) => (NOTHING_INLINE.test(name) ? response : set(name, value))
      Reflect.set(request, LOCALS, locals)
      astro.handle(request, response)
    },
    close: () => astro.stop(),
  }
}
