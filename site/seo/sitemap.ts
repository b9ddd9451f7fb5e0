import type { Locale } from '#shared'
import type { Alternate } from './alternates.ts'

export interface SitemapPage {
  url: string
  lastModified?: string
  alternates: Alternate[]
}

export interface SitemapEntry {
  locale: Locale
  path: string
  lastModified?: string
  /** Entries with the same key are one page in several languages. */
  key: string
}

const xml = (text: string) => text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`)

const AT_ONCE = 500

/** Sitemap of the sitemaps.org schema with `xhtml:link` for the other languages of each page; some at a time, because it may have fifty thousand. */
export async function sitemapXml(pages: readonly SitemapPage[]): Promise<string> {
  const urls: string[] = []
  for (let at = 0; at < pages.length; at += AT_ONCE) {
    urls.push(...pages.slice(at, at + AT_ONCE).map(urlElement))
    await otherWork()
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
}

/** Gives whoever waits their turn. */
export const otherWork = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function urlElement({ url, lastModified, alternates }: SitemapPage): string {
  const links = alternates.map(
    ({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${xml(href)}"/>`,
  )
  return `<url><loc>${xml(url)}</loc>${lastModified ? `<lastmod>${lastModified}</lastmod>` : ''}${links.join('')}</url>`
}
