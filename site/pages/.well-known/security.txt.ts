import { DAY_MS } from '#shared'
import type { APIRoute } from 'astro'

const VALID_MS = 180 * DAY_MS

/** RFC 9116. `Expires` follows the clock: the address is as good as the running shop. */
export const GET: APIRoute = async ({ locals }) => {
  const site = await locals.library.find.site(locals.siteId)
  if (!site) return new Response(null, { status: 404 })
  const lines = [
    `Contact: mailto:${site.mail}`,
    `Expires: ${new Date(Date.now() + VALID_MS).toISOString()}`,
    `Preferred-Languages: ${site.locales.join(', ')}`,
    `Canonical: ${locals.publicUrl}/.well-known/security.txt`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
