import type { CacheProvider, CacheProviderFactory, InvalidateOptions } from 'astro'
import memoryCache from 'astro/cache/memory'

/** Where the server of the same process finds `invalidate`, to call it when the library changes. */
export const ROUTE_CACHE = Symbol.for('firstline.cache')

/** Written by our own listener over whatever a client sends: the id of the site whose page it is. */
const SITE_HEADER = 'x-firstline-site'

export interface RouteCache {
  invalidate(options: { tags: string[] }): Promise<void>
}

/** Read by the server, which keeps the finished answer for as long: in milliseconds of the clock. */
const KEPT_UNTIL = 'X-Kept-Until'
const MAX_AGE = /max-age=(\d+)/

/** The page says for how long it is true; kept with it, the end of that time stays where it is. */
function dated(response: Response): Response {
  const seconds = Number(MAX_AGE.exec(response.headers.get('CDN-Cache-Control') ?? '')?.[1] ?? 0)
  if (seconds > 0) response.headers.set(KEPT_UNTIL, String(Date.now() + seconds * 1_000))
  return response
}

/**
 * Astro's memory cache, opened to the server. A page that was being rendered while its answer changed may hold the old
 * wording, so it is thrown away as soon as it was stored: the next reader gets it fresh.
 */
const routeCache: CacheProviderFactory = (config) => {
  const inner = memoryCache(config) as CacheProvider & Required<Pick<CacheProvider, 'onRequest'>>
  let generation = 0

  const invalidate = async (options: InvalidateOptions) => {
    generation += 1
    await inner.invalidate(options)
  }
  Object.assign(globalThis, { [ROUTE_CACHE]: { invalidate } satisfies RouteCache })

  return {
    name: 'firstline',
    async onRequest(context, next) {
      if (context.request.method !== 'GET') return next()
      // A page of a site is the same whatever name the server was called by: else every made-up Host would take a place in the cache.
      const origin = `http://${context.request.headers.get(SITE_HEADER) ?? 'pages'}`
      const request = new Request(new URL(context.url.pathname + context.url.search, origin), {
        headers: context.request.headers,
      })
      const before = generation
      const response = await inner.onRequest({ ...context, request }, async () => dated(await next()))
      if (generation !== before) {
        await inner.invalidate({ path: context.url.pathname })
        response.headers.delete(KEPT_UNTIL)
      }
      return response
    },
    invalidate,
  }
}

export default routeCache
