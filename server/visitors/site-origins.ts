import type { Site } from '#kb'

/** Pages that may use the API and the chat of this site: those its settings name, and the shop itself. */
export const originsOf = ({ origins, url }: Pick<Site, 'origins' | 'url'>): string[] =>
  URL.canParse(url) ? [new URL(url).origin, ...origins] : origins

/** Of the site a request names; of all where it names none that there is. */
export function originsFor(all: readonly Pick<Site, 'id' | 'origins' | 'url'>[], id: unknown): string[] {
  const named = all.filter((site) => site.id === id)
  return (named.length > 0 ? named : all).flatMap(originsOf)
}
