import type { Library, Site } from '#kb'

/** Pages that may use the API and the chat of this site: those its settings name, and the shop itself. */
export const originsOf = ({ origins, url }: Pick<Site, 'origins' | 'url'>): string[] =>
  URL.canParse(url) ? [new URL(url).origin, ...origins] : origins

/** Of the site a request names; of all where it names none that there is. */
export function originsFor(all: readonly Pick<Site, 'id' | 'origins' | 'url'>[], id: unknown): string[] {
  const named = all.filter((site) => site.id === id)
  return (named.length > 0 ? named : all).flatMap(originsOf)
}

/** What the loader is told of the sites, and whose pages may have it: those of any site, and our own. */
export const embeddingOf = ({ find }: Library, ours: readonly string[]) => ({
  sites: () => find.sites(),
  allows: async (origin: string) => ours.includes(origin) || originsFor(await find.sites(), null).includes(origin),
})
