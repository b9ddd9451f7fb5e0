import type { RawOffer } from './offer.ts'
import type { OfferReader } from './offer-reader.ts'

const MOST_CATEGORIES = 50_000
const DEEPEST = 12

/** Yandex Market: `yml_catalog > shop > offers > offer`, with categories by number above them. */
export function ymlOffers(took: (offer: RawOffer) => void): OfferReader {
  const categories = new Map<string, { name: string; parent: string | null }>()
  let offer: RawOffer | null = null
  let parts: { prefix: string; vendor: string; model: string; name: string; category: string } = blank()

  function pathOf(id: string): { id: string; name: string }[] {
    const found: { id: string; name: string }[] = []
    for (let at: string | null = id; at !== null && found.length < DEEPEST; ) {
      const category = categories.get(at)
      if (!category || found.some((one) => one.id === at)) break
      found.push({ id: at, name: category.name })
      at = category.parent
    }
    return found
  }

  return {
    opened({ name, attributes, line }) {
      if (name !== 'offer') return
      parts = blank()
      offer = {
        line,
        sku: attributes.id ?? '',
        pictures: [],
        attributes: [],
        availability:
          attributes.available === 'false' ? 'to_order' : attributes.available === 'true' ? 'in_stock' : null,
      }
    },
    closed({ name, attributes, text, line: _ }, path) {
      const said = text.trim()
      if (name === 'category' && path.at(-1) === 'categories') {
        const id = attributes.id ?? ''
        if (id && said && categories.size < MOST_CATEGORIES)
          categories.set(id, { name: said.slice(0, 120), parent: attributes.parentId || null })
        return
      }
      if (!offer) return
      if (name === 'offer') {
        const named = parts.name || [parts.prefix, parts.vendor, parts.model].filter(Boolean).join(' ')
        took({ ...offer, name: named, vendor: parts.vendor, categories: pathOf(parts.category) })
        offer = null
        return
      }
      if (path.at(-1) !== 'offer') return
      if (name === 'name') parts.name = said
      else if (name === 'typePrefix') parts.prefix = said
      else if (name === 'vendor') parts.vendor = said
      else if (name === 'model') parts.model = said
      else if (name === 'categoryId') parts.category ||= said
      else if (name === 'url') offer.url = said
      else if (name === 'price') offer.price = said
      else if (name === 'oldprice') offer.oldPrice = said
      else if (name === 'currencyId') offer.currency = said
      else if (name === 'description') offer.description = text
      else if (name === 'picture') offer.pictures?.push(said)
      else if (name === 'vendorCode' || name === 'barcode') offer.attributes?.push({ name, value: said })
      else if (name === 'count' && said === '0') offer.availability = 'out_of_stock'
      else if (name === 'param' && attributes.name)
        offer.attributes?.push({
          name: attributes.name,
          value: attributes.unit ? `${said} ${attributes.unit}` : said,
        })
    },
  }
}

const blank = () => ({ prefix: '', vendor: '', model: '', name: '', category: '' })
