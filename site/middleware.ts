import { defineMiddleware } from 'astro:middleware'
import { brandCss } from './brand.ts'
import { securityHeaders } from './security-headers.ts'

/** Parts of Astro that this site does not use and therefore does not answer. */
const UNUSED = /^\/_(server-islands|image|actions)(\/|$)/

export const onRequest = defineMiddleware(async ({ request, url, locals }, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  if (UNUSED.test(url.pathname)) return new Response('Not found', { status: 404 })

  const drawn = await next().catch((error: unknown) => {
    locals.failed?.(error)
    throw error
  })
  const response = locals.base ? await below(locals.base, drawn) : drawn
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

/** Files, the API and the desk stand at the root of the installation, for every site. */
const OWN_LINK = /(\s(?:href|action|src)=")\/(?!\/|_assets\/|widget|api\/|desk)/g

/** Pages are written as for the root of their help centre; one under a path has it put before each of its links. */
async function below(base: string, response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  const leads = headers.get('Location')
  if (leads?.startsWith('/') && !leads.startsWith('//')) headers.set('Location', base + leads)
  if (!headers.get('Content-Type')?.startsWith('text/html'))
    return new Response(response.body, { status: response.status, headers })
  const text = (await response.text()).replace(OWN_LINK, `$1${base}/`)
  return new Response(text, { status: response.status, headers })
}
