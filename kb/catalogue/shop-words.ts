import type { CatalogueRecords } from './catalogue.ts'

/** Names each shop itself uses: its own, its products'. */
export const shopWords = (
  { sites }: CatalogueRecords,
  products: (site: string) => string[],
): ReadonlyMap<string, readonly string[]> =>
  new Map(sites.map(({ id, name }) => [id, [name.ru, name.en, ...products(id)]]))
