import { describe, expect, it } from 'vitest'
import { alternates } from './alternates.ts'
import { sitemapXml } from './sitemap.ts'

const site = { defaultLocale: 'ru' as const }
const both = [
  { locale: 'en' as const, path: '/en/delivery' },
  { locale: 'ru' as const, path: '/ru/delivery' },
]

describe('alternates', () => {
  it('name every version, the page itself included, and the default language for everyone else', () => {
    expect(alternates(site, 'https://help.example', both)).toEqual([
      { hreflang: 'en', href: 'https://help.example/en/delivery' },
      { hreflang: 'ru', href: 'https://help.example/ru/delivery' },
      { hreflang: 'x-default', href: 'https://help.example/ru/delivery' },
    ])
  })
  it('are none for a page in one language', () => {
    expect(alternates(site, 'https://help.example', both.slice(0, 1))).toEqual([])
  })
})

describe('sitemap', () => {
  it('escapes addresses and carries the languages of each page', async () => {
    const xml = await sitemapXml([
      {
        url: 'https://help.example/en/a?b=1&c=2',
        lastModified: '2026-11-20T09:00:00.000Z',
        alternates: alternates(site, 'https://help.example', both),
      },
    ])
    expect(xml).toContain('<loc>https://help.example/en/a?b=1&#38;c=2</loc><lastmod>2026-11-20T09:00:00.000Z</lastmod>')
    expect(xml).toContain('<xhtml:link rel="alternate" hreflang="x-default" href="https://help.example/ru/delivery"/>')
  })
})
