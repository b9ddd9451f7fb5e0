import { slugOf } from '#shared'
import type { Site } from '../catalogue.ts'

/** Letters and digits alone: `TR 11-01` and `tr1101` are one article number. */
export const skuKey = (sku: string): string => sku.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What campaigns and counters add to an address; the page is the same. */
const TRACKING = /^(utm_|yclid$|gclid$|fbclid$|ysclid$|_openstat$|from$|roistat|ref$)/i
const MOST_KEY = 400

/** The path and what is asked in it, without host, case, last slash and tracking: one page, however it was reached. */
export function urlKey(url: string, base?: string): string | null {
  if (!URL.canParse(url, base)) return null
  const { pathname, searchParams } = new URL(url, base)
  const path = decoded(pathname).toLowerCase().replace(/\/+$/, '') || '/'
  const asked = [...searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .map(([name, value]) => `${name}=${value}`.toLowerCase())
    .sort()
  return `${path}${asked.length > 0 ? `?${asked.join('&')}` : ''}`.slice(0, MOST_KEY)
}

/** Addresses under which a page may be known: with what is asked in it, and without. The home page is nobody's product. */
export function pageKeys(page: string, base: string): string[] {
  const key = urlKey(page, base)
  if (key === null) return []
  return [...new Set([key, key.split('?')[0] ?? ''])].filter((one) => one !== '/' && one !== '')
}

/** What the shop's own pattern (`/p/{slug}`, `/item/{sku}.html`) says a page sells, in lower case; null for any other page. */
export function nameInPage(
  { url, productUrlPattern }: Pick<Site, 'url' | 'productUrlPattern'>,
  page: string,
): { by: 'slug' | 'sku'; name: string } | null {
  if (!URL.canParse(page, url)) return null
  const { pathname } = new URL(page, url)
  const [before = '', after = ''] = productUrlPattern.split(/\{(?:slug|sku)\}/)
  if (!pathname.startsWith(before) || !pathname.endsWith(after) || pathname.length <= before.length + after.length)
    return null
  const name = pathname.slice(before.length, pathname.length - after.length).toLowerCase()
  return { by: productUrlPattern.includes('{sku}') ? 'sku' : 'slug', name }
}

/** Its name in addresses: as the shop's own page has it where the pattern finds one, else of its words and number. */
export function productSlug(
  { sku, name, url }: { sku: string; name: string; url: string | null },
  site: Pick<Site, 'url' | 'productUrlPattern'>,
): string {
  const own = url === null ? null : nameInPage(site, url)
  if (own?.by === 'slug' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(own.name)) return own.name
  return slugOf(`${name.slice(0, 44)} ${sku}`, 'product')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
