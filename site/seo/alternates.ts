import type { Locale } from '#shared'
import type { Site } from '#kb'

export interface Alternate {
  /** A language, or `x-default` for readers of none of ours. */
  hreflang: string
  href: string
}

/**
 * `hreflang` links of a page that exists in `versions`. Every version names all of them and itself, as search engines ask;
 * alone in its language a page has none.
 */
export function alternates(
  site: Pick<Site, 'defaultLocale'>,
  publicUrl: string,
  versions: { locale: Locale; path: string }[],
): Alternate[] {
  if (versions.length < 2) return []
  const links: Alternate[] = versions.map(({ locale, path }) => ({ hreflang: locale, href: publicUrl + path }))
  const standard = versions.find(({ locale }) => locale === site.defaultLocale) ?? versions[0]
  if (standard) links.push({ hreflang: 'x-default', href: publicUrl + standard.path })
  return links
}
