import type { Library, Site } from '#kb'

/** Pages that may use the API and the chat of this site: those its settings name, the shop itself, and its own help centre. */
export const originsOf = ({ origins, url, helpCentre }: Pick<Site, 'helpCentre' | 'origins' | 'url'>): string[] => [
  ...(URL.canParse(url) ? [new URL(url).origin] : []),
  ...(helpCentre ? [helpCentre] : []),
  ...origins,
]

/** Of the site a request names; of all where it names none that there is. */
export function originsFor(all: readonly Pick<Site, 'helpCentre' | 'id' | 'origins' | 'url'>[], id: unknown): string[] {
  const named = all.filter((site) => site.id === id)
  return (named.length > 0 ? named : all).flatMap(originsOf)
}

/** What the loader is told of the sites – a shop's page of its own alone (I11) – and whose pages may have it: those of any site, and our own. */
export const embeddingOf = (
  { find }: Library,
  /** Told of each page that asks for the loader. */
  note: (origin: string, now: number) => void,
  ours: readonly string[],
) => ({
  sites: async (page: string | null) => {
    const all = await find.sites()
    if (all.length < 2 || page === null) return all
    const named = all.filter((site) => originsOf(site).includes(page))
    // Ours holds the help centres that have no address of their own.
    return named.length > 0 && !ours.includes(page) ? named : all.filter(({ helpCentre }) => helpCentre === null)
  },
  several: async () => (await find.sites()).length > 1,
  allows: async (origin: string) => {
    note(origin, Date.now())
    return ours.includes(origin) || originsFor(await find.sites(), null).includes(origin)
  },
})
