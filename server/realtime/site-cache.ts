import type { Site } from '#kb'
import type { LiveLibrary } from './live.ts'

const KEPT_MS = 5_000

/** A site's hours and origins are asked for on every message; a change of theirs counts at once where it is told, else within five seconds. */
export function siteCache(find: LiveLibrary['find']): { site(id: string): Promise<Site | null>; forget(): void } {
  const kept = new Map<string, { at: number; site: Promise<Site | null> }>()
  let changed = 0
  const site = (id: string) => {
    const now = Date.now()
    const known = kept.get(id)
    if (known && known.at > changed && now - known.at < KEPT_MS) return known.site
    // The same object while nothing changed: what is computed from its hours stays computed.
    const reading = find.site(id).then(async (read) => {
      const before = await known?.site.catch(() => null)
      return before && JSON.stringify(before) === JSON.stringify(read) ? before : read
    })
    kept.set(id, { at: now, site: reading })
    reading.catch(() => kept.delete(id))
    return reading
  }
  return {
    site,
    forget: () => {
      changed = Date.now()
    },
  }
}
