import type { AstroGlobal } from 'astro'
import type { Place } from './place.ts'

/** What was found at this address before is led to, in one step; the rest is not there. */
export function movedOrGone(
  { url }: Pick<AstroGlobal, 'url'>,
  { library, site, locale }: Place,
  category = '',
  slug?: string,
): Response {
  const path = library.find.movedTo(site.id, locale, category, slug)
  if (path === null) return new Response(null, { status: 404 })
  // Asked about each time: should the old name come back, no browser goes round in a circle.
  return new Response(null, { status: 301, headers: { Location: path + url.search, 'Cache-Control': 'no-cache' } })
}
