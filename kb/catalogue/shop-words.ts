import type { CatalogueRecords } from './catalogue.ts'

/** Names the shop itself uses: products, sites. */
export const shopWords = ({ sites }: CatalogueRecords, products: (site: string) => string[]): string[] =>
  sites.flatMap(({ id, name }) => [name.ru, name.en, ...products(id)])
