import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLocale, LOCALES, type Locale } from '#shared'
import type { ProductRecord, Site } from '../catalogue/catalogue.ts'
import { BrokenFeed } from '../catalogue/feeds/feed-fault.ts'
import { type Offer, understood } from '../catalogue/feeds/offer.ts'
import { xmlReader } from '../catalogue/feeds/read-xml.ts'
import { productSlug } from '../catalogue/products/product-keys.ts'
import type { ContentFault } from './content-fault.ts'

const USUAL_CURRENCY = 'RUB'

/** Products of `catalogue/<site>.<locale>.yml`, a feed as shops have it, in each language the shop speaks: merged by article number. */
export function feedsIn(dir: string, sites: readonly Site[], faults: ContentFault[]): ProductRecord[] {
  const folder = join(dir, 'catalogue')
  if (!existsSync(folder)) return []
  const byProduct = new Map<string, { site: Site; offers: Partial<Record<Locale, Offer>> }>()
  for (const name of readdirSync(folder).sort()) {
    const [, siteId = '', locale = ''] = /^([a-z0-9-]+)\.([a-z]{2})\.(?:yml|xml)$/.exec(name) ?? []
    const site = sites.find(({ id }) => id === siteId)
    const file = `catalogue/${name}`
    if (!site || !isLocale(locale)) {
      if (/\.(yml|xml)$/.test(name))
        faults.push({
          file,
          line: 1,
          message: 'A feed must be named after a site and a language, such as tropa.ru.yml.',
        })
      continue
    }
    for (const offer of offersIn(join(folder, name), { file, locale }, faults)) {
      const known = byProduct.get(`${siteId} ${offer.sku}`) ?? { site, offers: {} }
      known.offers[locale] = offer
      byProduct.set(`${siteId} ${offer.sku}`, known)
    }
  }
  return [...byProduct.values()].flatMap(({ site, offers }) => recordOf(site, offers) ?? [])
}

function offersIn(path: string, { file, locale }: { file: string; locale: Locale }, faults: ContentFault[]): Offer[] {
  const offers: Offer[] = []
  const reader = xmlReader((raw) => {
    const understanding = understood(raw, { currency: USUAL_CURRENCY, locale })
    if ('offer' in understanding) offers.push(understanding.offer)
    else faults.push({ file, line: raw.line, message: `This product cannot be read: ${understanding.why}.` })
  })
  try {
    reader.write(readFileSync(path, 'utf8'))
    reader.close()
  } catch (error) {
    if (!(error instanceof BrokenFeed)) throw error
    const { code, line, detail } = error.fault
    faults.push({ file, line: line ?? 1, message: `This feed cannot be read: ${detail ?? code}.` })
    return []
  }
  return offers
}

function recordOf(site: Site, offers: Partial<Record<Locale, Offer>>): ProductRecord | null {
  const first = offers[site.defaultLocale] ?? LOCALES.map((locale) => offers[locale]).find((one) => one !== undefined)
  if (!first) return null
  const inEach = (read: (offer: Offer) => string | undefined): Record<Locale, string> => {
    const said = Object.fromEntries(
      LOCALES.map((locale) => [locale, read(offers[locale] ?? first) ?? read(first) ?? '']),
    )
    return said as Record<Locale, string>
  }
  const { sku, price, currency, oldPrice, availability, vendor, picture, morePictures, url } = first
  return {
    site: site.id,
    sku,
    slug: productSlug(first, site),
    name: inEach(({ name }) => name),
    categories: first.categories.map(({ id }, at) => ({ id, name: inEach((offer) => offer.categories[at]?.name) })),
    price,
    currency,
    oldPrice,
    availability,
    vendor,
    summary: inEach(({ summary }) => summary),
    picture,
    morePictures,
    url,
    attributes: first.attributes.map((_, at) => ({
      name: inEach((offer) => offer.attributes[at]?.name),
      value: inEach((offer) => offer.attributes[at]?.value),
    })),
  }
}
