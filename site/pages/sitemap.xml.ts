import type { APIRoute } from 'astro'
import type { Library, Site } from '#kb'
import { pathOf } from '../place.ts'
import { alternates } from '../seo/alternates.ts'
import { otherWork, sitemapXml, type SitemapEntry } from '../seo/sitemap.ts'

const PER_PAGE = 100
/** The schema allows no more in one file. */
const MOST_URLS = 50_000

export const GET: APIRoute = async ({ locals, cache }) => {
  const { library, siteId, publicUrl } = locals
  const site = await library.find.site(siteId)
  if (!site) return new Response(null, { status: 404 })
  const entries = (await Promise.all(site.locales.map((locale) => entriesOf(library, site, locale)))).flat()
  const versions = Map.groupBy(entries, ({ key }) => key)
  const pages = entries.slice(0, MOST_URLS).map(({ path, lastModified, key }) => ({
    url: publicUrl + path,
    ...(lastModified ? { lastModified } : {}),
    alternates: alternates(site, publicUrl, versions.get(key) ?? []),
  }))
  cache.set({ maxAge: 3600, tags: ['site', 'home'] })
  return new Response(await sitemapXml(pages), { headers: { 'Content-Type': 'application/xml; charset=utf-8' } })
}

async function entriesOf(library: Library, site: Site, locale: Site['locales'][number]): Promise<SitemapEntry[]> {
  const categories = await library.find.categories(site.id, locale)
  // Of a catalogue of thousands, what has answers here is reached by these; the rest is told better by the shop itself.
  const { items: products, total } = await library.find.products(site.id, locale)
  const entries: SitemapEntry[] = [
    { locale, path: pathOf.home(locale), key: 'home' },
    { locale, path: pathOf.products(locale), key: 'products' },
    ...categories
      .filter(({ audience, answers }) => audience === 'public' && answers > 0)
      .map(({ slug }) => ({ locale, path: pathOf.category(locale, slug), key: `category ${slug}` })),
    ...(total > products.length ? [] : products).map(({ slug }) => ({
      locale,
      path: pathOf.product(locale, slug),
      key: `product ${slug}`,
    })),
  ]
  for (let page = 1; ; page++) {
    const { items, total, perPage } = await library.find.list({ site: site.id, locale, page, perPage: PER_PAGE })
    for (const answer of items) {
      entries.push({
        locale,
        path: pathOf.answer(answer),
        lastModified: answer.publishedAt ?? answer.updatedAt,
        key: `answer ${answer.category} ${answer.slug}`,
      })
    }
    if (items.length === 0 || page * perPage >= total) return entries
    await otherWork()
  }
}
