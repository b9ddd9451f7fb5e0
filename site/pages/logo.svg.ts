import type { APIRoute } from 'astro'
import { brandedLogo } from '../brand-images.ts'

/** The shop's logo. As an image it can neither run nor load anything; opened by itself the policy sees to it. */
export const GET: APIRoute = async ({ locals, cache }) => {
  const site = await locals.library.find.site(locals.siteId)
  const logo = site && brandedLogo(site)
  if (!logo) return new Response(null, { status: 404 })
  cache.set({ maxAge: 3600, tags: ['site'] })
  return new Response(logo, {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=300',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    },
  })
}
