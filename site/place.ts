import type { Locale } from '#shared'
import type { Answer, Library, Site } from '#kb'
import { texts, type Texts } from './locales/pages/texts.ts'

/** Where a page stands: whose help centre, in which language, with what to read. */
export interface Place {
  library: Library
  site: Site
  locale: Locale
  publicUrl: string
  t: Texts
  /** Typography of this language for questions, names and other short texts of the library. */
  fine(text: string, locale?: Locale): string
}

/** Null when the address names a language this shop does not have. */
export async function placeOf(locals: App.Locals, locale: string | undefined): Promise<Place | null> {
  const site = await locals.library.find.site(locals.siteId)
  const known = site?.locales.find((one) => one === locale)
  if (!site || !known) return null
  const { library, publicUrl } = locals
  return {
    library,
    site,
    locale: known,
    publicUrl,
    t: texts(known, site.texts.pages[known]),
    fine: (text, of = known) => library.find.typographic(text, of),
  }
}

export const pathOf = {
  home: (locale: string) => `/${locale}`,
  category: (locale: string, category: string) => `/${locale}/${category}`,
  answer: ({ locale, category, slug }: Pick<Answer, 'locale' | 'category' | 'slug'>) =>
    `/${locale}/${category}/${slug}`,
  privacy: (locale: string) => `/${locale}/privacy-notice`,
  products: (locale: string) => `/${locale}/product`,
  product: (locale: string, slug: string) => `/${locale}/product/${slug}`,
  search: (locale: string, query?: string) => `/${locale}/search${query ? `?q=${encodeURIComponent(query)}` : ''}`,
}
