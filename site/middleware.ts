import { defineMiddleware } from 'astro:middleware'
import { brandCss } from './brand.ts'
import { securityHeaders } from './security-headers.ts'

/** Parts of Astro that this site does not use and therefore does not answer. */
const UNUSED = /^\/_(server-islands|image|actions)(\/|$)/

export const onRequest = defineMiddleware(async ({ request, url, locals }, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  if (UNUSED.test(url.pathname)) return new Response('Not found', { status: 404 })

  const response = await next().catch((error: unknown) => {
    locals.failed?.(error)
    throw error
  })
  // When the library itself fails, the page that says so still carries its headers.
  const site = await locals.library.find.site(locals.siteId).catch(() => null)
  const headers = securityHeaders({ publicUrl: locals.publicUrl, styles: site ? [brandCss(site)] : [] })
  for (const [name, value] of Object.entries(headers))
    if (!response.headers.has(name)) response.headers.set(name, value)
  if (response.headers.get('Content-Type') === 'text/html')
    response.headers.set('Content-Type', 'text/html; charset=utf-8')
  // Our own cache is cleared the moment an answer changes; a browser's could not be.
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-cache')
  return response
})
