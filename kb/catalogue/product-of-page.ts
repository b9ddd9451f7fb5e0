import type { Site } from './catalogue.ts'

interface Sold {
  sku: string
  slug: string
}

/** The product that a page of the shop sells, read from its address by the site's own pattern (`/p/{slug}` or `/item/{sku}`); null for any other page. */
export function productOfPage<P extends Sold>(
  { url, productUrlPattern }: Pick<Site, 'url' | 'productUrlPattern'>,
  page: string,
  products: readonly P[],
): P | null {
  if (!URL.canParse(page, url)) return null
  const { pathname } = new URL(page, url)
  const [before = '', after = ''] = productUrlPattern.split(/\{(?:slug|sku)\}/)
  if (!pathname.startsWith(before) || !pathname.endsWith(after) || pathname.length < before.length + after.length)
    return null
  const name = pathname.slice(before.length, pathname.length - after.length).toLowerCase()
  const by = productUrlPattern.includes('{sku}') ? 'sku' : 'slug'
  return products.find((product) => product[by].toLowerCase() === name) ?? null
}
