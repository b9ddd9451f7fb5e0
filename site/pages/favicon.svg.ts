import type { APIRoute } from 'astro'
import { faviconSvg } from '../brand-images.ts'

export const GET: APIRoute = async ({ locals, cache }) => {
  const site = await locals.library.find.site(locals.siteId)
  if (!site) return new Response(null, { status: 404 })
  cache.set({ maxAge: 3600, tags: ['site'] })
  return new Response(faviconSvg(site), {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=300',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    },
  })
}
