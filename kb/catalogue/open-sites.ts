import type { CatalogueRecords, Sites } from './catalogue.ts'
import { newSite } from './new-site.ts'
import type { CatalogueStore } from './sql-catalogue-store.ts'

export interface SitesParts {
  store: Pick<CatalogueStore, 'changeSite' | 'makeSite'>
  catalogue: () => CatalogueRecords
  /** A logo that runs, loads or links something is not taken; the old one stays. */
  unsafeLogo: (svg: string) => boolean
  /** Called after a commit: reads the catalogue again and tells the readers. */
  changed: () => Promise<void>
}

export function openSites({ store, catalogue, unsafeLogo, changed }: SitesParts): Sites {
  return {
    async make(site) {
      if (catalogue().sites.some(({ id }) => id === site.id)) return false
      const made = await store.makeSite(newSite(site))
      if (made) await changed()
      return made
    },
    async change(id, patch, actor, now) {
      const site = catalogue().sites.find((one) => one.id === id)
      if (!site) return false
      const { brand } = patch
      const logoKept = brand?.logo && unsafeLogo(brand.logo) ? { brand: { ...brand, logo: site.brand.logo } } : {}
      await store.changeSite(
        id,
        { ...patch, ...logoKept },
        { id: actor.id, name: actor.name },
        new Date(now).toISOString(),
      )
      await changed()
      return true
    },
  }
}
