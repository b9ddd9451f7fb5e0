import { slugOf } from '#shared'
import type { Availability } from '../catalogue.ts'
import { GOOGLE_FACTS, productDetails } from './attribute-names.ts'
import type { RawOffer } from './offer.ts'
import type { OfferReader } from './offer-reader.ts'

/** Google Merchant, RSS or Atom: `item` or `entry` with its fields inside. */
export function googleOffers(took: (offer: RawOffer) => void): OfferReader {
  let offer: (RawOffer & { fields: Record<string, string> }) | null = null
  let detail: { name: string; value: string } | null = null
  return {
    opened({ name, line }) {
      if (name === 'item' || name === 'entry') offer = { line, fields: {}, pictures: [], attributes: [] }
      if (name === 'product_detail') detail = { name: '', value: '' }
    },
    closed({ name, attributes, text }, path) {
      if (!offer) return
      const said = text.trim()
      if (name === 'item' || name === 'entry') {
        const { fields, ...own } = offer
        took(googleOffer(own, fields))
        offer = null
      } else if (path.at(-1) === 'product_detail' && detail) {
        if (name === 'attribute_name') detail.name = said
        if (name === 'attribute_value') detail.value = said
      } else if (name === 'product_detail' && detail) {
        offer.attributes?.push(detail)
        detail = null
      } else if (path.at(-1) === 'item' || path.at(-1) === 'entry') {
        if (name === 'link') offer.fields.link ??= said || attributes.href || ''
        else if (name === 'image_link' || name === 'additional_image_link') offer.pictures?.push(said)
        else offer.fields[name] ??= said
      }
    },
  }
}

/** Fields under their names in Google's specification, of XML and of a table alike. */
export function googleOffer(offer: RawOffer, fields: Record<string, string | undefined>): RawOffer {
  const attributes = [...(offer.attributes ?? [])]
  for (const name of GOOGLE_FACTS) if (fields[name]) attributes.push({ name, value: fields[name] })
  // In a table further facts stand in one column; in XML they were read as they came.
  attributes.push(...productDetails(fields.product_detail ?? ''))
  const { sale_price: sale, price } = fields
  return {
    ...offer,
    ...given('sku', fields.id),
    ...given('name', fields.title),
    ...given('url', fields.link),
    ...given('price', sale || price),
    ...given('oldPrice', sale ? price : undefined),
    ...given('vendor', fields.brand),
    ...given('description', fields.description ?? fields.summary),
    availability: availabilityOf(fields.availability),
    categories: categoriesOf(fields.product_type || fields.google_product_category),
    attributes,
  }
}

const given = <Key extends keyof RawOffer>(key: Key, value: RawOffer[Key] | undefined) =>
  value === undefined ? {} : { [key]: value }

/** As Google, and as people write it in a table. */
export function availabilityOf(text = ''): Availability | null {
  const said = text.trim().toLowerCase().replaceAll('_', ' ')
  if (said === '') return null
  if (/^(in stock|true|yes|да|есть|в наличии|\+|[1-9]\d*)/.test(said)) return 'in_stock'
  if (/^(preorder|pre-order|backorder|to order|под заказ|предзаказ)/.test(said)) return 'to_order'
  if (/^(out of stock|false|no|нет|отсутствует|-|0)/.test(said)) return 'out_of_stock'
  return null
}

/** `Outdoor > Tents`, broadest first; named by its whole path, as there is no number. A bare number of Google's taxonomy says nothing to a reader. */
export function categoriesOf(path = ''): { id: string; name: string }[] {
  if (/^\d+$/.test(path.trim())) return []
  const names = path
    .split(/\s*(?:>|\/{2}|»)\s*/)
    .map((name) => name.trim().slice(0, 120))
    .filter(Boolean)
  return names.map((name, at) => ({ id: slugOf(names.slice(0, at + 1).join(' '), `c${at}`), name })).reverse()
}
