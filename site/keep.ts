import type { AstroGlobal } from 'astro'

/** The tags clear a page at once when something on it changes; the age only bounds what no tag foresaw. */
const MAX_AGE_SECONDS = 3600

/** Lets the route cache keep this page. One with a query string belongs to one reader and is never kept. */
export function keep({ cache, url }: Pick<AstroGlobal, 'cache' | 'url'>, tags: string[]): void {
  if (url.search) cache.set(false)
  else cache.set({ maxAge: MAX_AGE_SECONDS, tags: ['site', ...new Set(tags)] })
}

/** Categories of the answers a body links to: when one of those is withdrawn, its link has to go too. */
export const linkedCategories = (html: string): string[] => [...new Set([...html.matchAll(/href="\/[a-z]{2}\/([a-z0-9-]+)\//g)].map(([, slug = '']) => slug))]
