import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

const WIDGET_AGE_S = 300
const YEAR_S = 31_536_000

/** Built files: the widget for any page, the site's assets for our own. Names below `_assets` and `widget/` carry a hash and never change. */
export function staticFiles(dist: string) {
  const forever = `public, max-age=${YEAR_S}, immutable`
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.get('/widget.js', embeddable, serveStatic({ root: dist, rewriteRequestPath: () => '/widget/widget.js', precompressed: true, onFound: (_, c) => c.header('Cache-Control', `public, max-age=${WIDGET_AGE_S}`) }))
  app.get('/widget/*', embeddable, serveStatic({ root: dist, precompressed: true, onFound: (_, c) => c.header('Cache-Control', forever) }))
  app.get('/_assets/*', serveStatic({ root: `${dist}/client`, precompressed: true, onFound: (_, c) => c.header('Cache-Control', forever) }))
  app.get('*', serveStatic({ root: `${dist}/client`, precompressed: true, onFound: (_, c) => c.header('Cache-Control', `public, max-age=${WIDGET_AGE_S}`) }))
  return app
}

/** Scripts are public: any page may load them; what they may ask of the API is decided there. */
const embeddable = async (c: Parameters<Parameters<Hono['use']>[1]>[0], next: () => Promise<void>) => {
  await next()
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
}
