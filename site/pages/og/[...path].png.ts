import type { APIRoute } from 'astro'
import { type Place, placeOf } from '../../place.ts'
import { previewCard } from '../../preview/preview-card.ts'

interface Shown {
  title: string
  about: string
  tags: string[]
}

/** The picture that goes with a shared link: drawn on first demand, kept by the route cache like its page. */
export const GET: APIRoute = async ({ params, locals, cache }) => {
  const [locale, ...path] = (params.path ?? '').split('/')
  const place = await placeOf(locals, locale)
  const shown = place && (await shownAt(place, path))
  if (!place || !shown) return new Response(null, { status: 404 })
  const { site, t, fine } = place
  const svg = previewCard({
    site,
    title: fine(shown.title),
    about: shown.about,
    shop: `${site.name[place.locale]} · ${t('page.help')}`,
  })
  const { default: sharp } = await import('sharp')
  const png = await sharp(Buffer.from(svg)).png({ palette: true, colours: 64 }).toBuffer()
  cache.set({ maxAge: 86_400, tags: ['site', ...shown.tags] })
  return new Response(new Uint8Array(png), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=3600' },
  })
}

/** What the page of the same path is about; null: there is no such page. */
async function shownAt({ library, site, locale, t }: Place, [first, second, ...more]: string[]): Promise<Shown | null> {
  if (more.length > 0) return null
  const { find } = library
  if (!first) return { title: t('home.heading'), about: t('home.subjects'), tags: [] }
  if (first === 'product') {
    if (!second) return { title: t('product.all'), about: t('product.allText'), tags: [] }
    const product = await find.product(second, locale, site.id)
    return product?.slug === second
      ? { title: product.name, about: product.summary, tags: [`product:${product.sku}`] }
      : null
  }
  const category = (await find.categories(site.id, locale)).find(
    ({ slug, audience }) => slug === first && audience === 'public',
  )
  if (!category) return null
  if (!second) return { title: category.title, about: category.description, tags: [`category:${first}`] }
  const answer = await find.published(locale, first, second, site.id)
  return answer && { title: answer.question, about: category.title, tags: [`answer:${answer.id}`, `category:${first}`] }
}
