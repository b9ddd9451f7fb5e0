import { type CatalogueRecords, categoriesOf } from '../../catalogue/catalogue.ts'
import { categoryNow } from '../../catalogue/categories/kept-categories.ts'
import type { Products } from '../../catalogue/products/open-products.ts'
import type { Locale } from '#shared'
import { answerUrl, type InnerLink, readLink, type ResolveLink } from '../../markdown/links.ts'
import type { MessagePart } from '../../markdown/plain-text.ts'
import type { PublishedAnswers } from './published-answers.ts'

/** Where inner links of an answer of this site and language lead, as visitors may follow them right now. */
export const resolverOf =
  (published: PublishedAnswers, shelves: Shelves, { site, locale }: { site: string; locale: Locale }): ResolveLink =>
  (link) => {
    if (link.kind === 'page') return pageExists(shelves, site, link) ? pagePath(shelves, site, link) : null
    const target = published.at(site, link.locale ?? locale, link.category, link.slug)?.answer
    return target?.audience === 'public' ? answerUrl(target) + link.fragment.replace(/^#(?!p-)/, '#p-') : null
  }

/** What the pages of a help centre show beside answers. */
export type Shelves = Omit<CatalogueRecords, 'products'> & { products: Pick<Products, 'hasPage'> }

export function pageExists(
  shelves: Shelves,
  siteId: string,
  { locale, section, name }: Extract<InnerLink, { kind: 'page' }>,
): boolean {
  const { sites, products } = shelves
  if (!sites.find(({ id }) => id === siteId)?.locales.includes(locale)) return false
  if (section === null || section === 'search') return name === null
  if (section === 'product') return name === null || products.hasPage(siteId, name)
  const category = categoryNow(shelves.kept[siteId], section)
  return categoriesOf(shelves, siteId).some(({ slug, audience }) => slug === category && audience === 'public')
}

/** A category may be elsewhere by now. */
function pagePath({ kept }: Shelves, site: string, { path, section }: Extract<InnerLink, { kind: 'page' }>): string {
  if (section === null || !Object.hasOwn(kept[site]?.moved ?? {}, section)) return path
  return path.replace(`/${section}`, `/${categoryNow(kept[site], section)}`)
}

/** A message with the addresses of its links; one without an address is its text. */
export const messageText = (parts: readonly MessagePart[], publicUrl: string, resolve: ResolveLink): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part
      const address = addressOf(part.href, publicUrl, resolve)
      const same = address?.replace(/\s/g, '') === part.text.replace(/\s/g, '')
      return address === null || same ? part.text : `${part.text}: ${address}`
    })
    .join('')

function addressOf(href: string, publicUrl: string, resolve: ResolveLink): string | null {
  const link = readLink(href)
  if (link.kind === 'none' || link.kind === 'heading') return null
  if ('href' in link) return link.href.replace(/^(mailto|tel):/i, '')
  const path = resolve(link)
  return path === null ? null : publicUrl + path
}
