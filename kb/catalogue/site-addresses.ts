import type { Site } from './catalogue.ts'

type Addressed = Pick<Site, 'id' | 'helpCentre'>

/** Where a request leads: whose help centre, and what its paths begin with there (empty, or `/shop-b`). */
export interface Place {
  site: string
  base: string
}

/**
 * Where the help centre of a site is reached: its own address; without one the default site stands at the address of the
 * installation, and every other under a path of its own there. No slash at the end.
 */
export function addressOf(sites: readonly Addressed[], publicUrl: string, id: string): string {
  const site = sites.find((one) => one.id === id)
  const root = publicUrl.replace(/\/+$/, '')
  if (site?.helpCentre) return site.helpCentre
  return id === sites[0]?.id || !site ? root : `${root}/${id}`
}

/** Which site a page belongs to, by its host and the beginning of its path; null: no site is called so, and there are several. */
export function placeAt(
  sites: readonly Addressed[],
  publicUrl: string,
  { host, path }: { host: string | undefined; path: string },
): Place | null {
  const called = host?.toLowerCase()
  const named = sites.find(({ helpCentre }) => helpCentre && new URL(helpCentre).host === called)
  if (named) return { site: named.id, base: '' }
  const [first, ...others] = sites
  if (!first) return null
  const segment = path.split('/', 2)[1]
  const under = others.find(({ id, helpCentre }) => id === segment && helpCentre === null)
  if (under) return { site: under.id, base: `/${under.id}` }
  // One shop is reached by whatever name the machine has.
  if (others.length === 0 || called === undefined || !URL.canParse(publicUrl)) return { site: first.id, base: '' }
  return new URL(publicUrl).host === called ? { site: first.id, base: '' } : null
}
