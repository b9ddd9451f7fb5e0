import { BrokenContent } from '../content/content-fault.ts'
import type { CatalogueStore } from './sql-catalogue-store.ts'

/** Settled at the first opening that finds sites, and by whoever names another; never by the alphabet. */
export async function nameDefault(store: CatalogueStore, wanted: string | undefined): Promise<void> {
  const { sites } = await store.load()
  if (sites.length === 0) return
  if (wanted !== undefined && !sites.some(({ id }) => id === wanted))
    throw new BrokenContent([
      { file: 'sites', line: 1, message: `There is no site “${wanted}”, which DEFAULT_SITE names.` },
    ])
  const standing = await store.named('default')
  const named = wanted ?? standing ?? (await store.named('of_files')) ?? (await store.ofMostAnswers())
  if (named !== null && named !== standing) await store.name('default', named)
}
