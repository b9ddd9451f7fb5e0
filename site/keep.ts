import type { Availability } from '#protocol'
import type { AstroGlobal } from 'astro'
import type { Place } from './place.ts'
import { openingSentence } from './text/opening.ts'

/** The tags clear a page at once when something on it changes; the age only bounds what no tag foresaw. */
const MAX_AGE_SECONDS = 3600

/** Lets the route cache keep this page, for as long as what it says of the shop's hours is true. One with a query string belongs to one reader and is never kept. */
export function keep({ cache, url }: Pick<AstroGlobal, 'cache' | 'url'>, tags: string[], holdsMs = Infinity): void {
  const maxAge = Math.max(1, Math.min(MAX_AGE_SECONDS, Math.floor(holdsMs / 1000)))
  if (url.search) cache.set(false)
  else cache.set({ maxAge, tags: ['site', ...new Set(tags)] })
}

/** The shop's hours for the foot of a page, and for how long its sentence about them is true. */
export async function hoursOf(
  { locals }: Pick<AstroGlobal, 'locals'>,
  { site, locale, t }: Place,
): Promise<{ availability: Availability; holdsMs: number }> {
  const availability = await locals.availability(site.id, locale)
  return { availability, holdsMs: openingSentence(availability, Date.now(), locale, t).holdsMs }
}

/** Categories of the answers a body links to: when one of those is withdrawn, its link has to go too. */
export const linkedCategories = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="\/[a-z]{2}\/([a-z0-9-]+)\//g)].map(([, slug = '']) => slug)),
]
