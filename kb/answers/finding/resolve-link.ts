import type { CatalogueRecords } from '../../catalogue/catalogue.ts'
import type { Products } from '../../catalogue/products/open-products.ts'
import type { Locale } from '#shared'
import { answerUrl, type InnerLink, readLink, type ResolveLink } from '../../markdown/links.ts'
import type { MessagePart } from '../../markdown/plain-text.ts'
import type { PublishedAnswers } from './published-answers.ts'

/** Where inner links of an answer of this site and language lead, as visitors may follow them right now. */
export const resolverOf =
  (published: PublishedAnswers, shelves: Shelves, { site, locale }: { site: string; locale: Locale }): ResolveLink =>
  (link) => {
    if (link.kind === 'page') return pageExists(shelves, site, link) ? link.path : null
    const target = published.at(site, link.locale ?? locale, link.category, link.slug)?.answer
    return target?.audience === 'public' ? answerUrl(target) + link.fragment.replace(/^#(?!p-)/, '#p-') : null
  }

/** What the pages of a help centre show beside answers. */
export type Shelves = Pick<CatalogueRecords, 'sites' | 'categories'> & { products: Pick<Products, 'hasPage'> }

export function pageExists(
  { sites, categories, products }: Shelves,
  siteId: string,
  { locale, section, name }: Extract<InnerLink, { kind: 'page' }>,
): boolean {
  if (!sites.find(({ id }) => id === siteId)?.locales.includes(locale)) return false
  if (section === null || section === 'search') return name === null
  if (section === 'product') return name === null || products.hasPage(siteId, name)
  return categories.some(({ slug, audience }) => slug === section && audience === 'public')
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
