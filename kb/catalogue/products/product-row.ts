import { createHash } from 'node:crypto'
import { fold, type Locale } from '#shared'
import type { Product, Site } from '../catalogue.ts'
import type { Offer } from '../feeds/offer.ts'
import { productSlug, skuKey, urlKey } from './product-keys.ts'

/** A product as it is stored: what it is looked up by, and the rest as JSON. */
export interface ProductRow {
  sku: string
  skuKey: string
  slug: string
  urlKey: string | null
  name: string
  /** Id of its own category. */
  category: string | null
  /** What the desk's search looks through. */
  words: string
  hash: string
  record: string
}
export type StoredProduct = ProductRow & { site: string; locale: Locale }

const MOST_WORDS = 400
const HASH_LENGTH = 22

export function productRow(offer: Offer, site: Pick<Site, 'url' | 'productUrlPattern'>): ProductRow {
  const { sku, name, categories, ...rest } = offer
  const record = JSON.stringify({ ...rest, categories } satisfies Recorded)
  return {
    sku,
    skuKey: skuKey(sku),
    slug: productSlug(offer, site),
    urlKey: offer.url === null ? null : urlKey(offer.url),
    name,
    category: categories[0]?.id ?? null,
    words: fold(`${name} ${sku} ${offer.vendor ?? ''}`).slice(0, MOST_WORDS),
    hash: createHash('sha256').update(`${sku}\n${name}\n${record}`).digest('base64url').slice(0, HASH_LENGTH),
    record,
  }
}

type Recorded = Omit<Product, 'sku' | 'slug' | 'name' | 'category'>
/** Said by no row of an earlier version. */
const BEFORE: Pick<Recorded, 'morePictures'> = { morePictures: [] }

export function productOfRow({
  sku,
  slug,
  name,
  record,
}: Pick<ProductRow, 'sku' | 'slug' | 'name' | 'record'>): Product {
  const rest: Recorded = JSON.parse(record)
  return { sku, slug, name, category: rest.categories[0]?.name ?? '', ...BEFORE, ...rest }
}
