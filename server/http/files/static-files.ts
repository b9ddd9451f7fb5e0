import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { type Embedding, LOADER, widgetLoader } from './widget-loader.ts'

const WIDGET_AGE_S = 300
const YEAR_S = 31_536_000

/** Built files: the widget for any page, the site's assets for our own. Names below `_assets` and `widget/` carry a hash and never change. */
export function staticFiles(dist: string, embedding: Pick<Embedding, 'several' | 'sites'>) {
  const forever = kept(`public, max-age=${YEAR_S}, immutable`)
  const shortly = kept(`public, max-age=${WIDGET_AGE_S}`)
  const app = new Hono()
  app.use(LOADER, embeddable, shortly)
  app.route('/', widgetLoader(dist, embedding))
  app.get('/widget/*', embeddable, forever, serveStatic({ root: dist, precompressed: true }))
  app.get('/_assets/*', forever, serveStatic({ root: `${dist}/client`, precompressed: true }))
  app.get('*', shortly, serveStatic({ root: `${dist}/client`, precompressed: true }))
  return app
}

/** How long a found file may be kept; what is missing now may be there after the next build. Set on the finished response: what `onFound` sets is lost unless Hono replaced the global `Response`. */
const kept =
  (policy: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const ofOnePage = c.res.headers.get('cache-control')
    c.header('Cache-Control', c.res.ok ? (ofOnePage ?? policy) : 'no-store')
    // Beside most files lie their compressed forms.
    c.header('Vary', ofOnePage ? 'Accept-Encoding, Referer' : 'Accept-Encoding')
  }

/** Scripts are public: any page may load them; what they may ask of the API is decided there. */
const embeddable: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
}
