import type { Locale } from '#shared'
import type { Product, ShownPicture, Site } from '#kb'

/** One node of schema.org JSON-LD. */
export type StructuredData = Record<string, unknown>

/**
 * JSON for a `<script type="application/ld+json">`. Answers are written by people: `<` would end the element, and the two
 * line separators are ends of line to older parsers, so all three are written as escapes, which JSON reads back unchanged.
 */
export function escapedJson(data: readonly StructuredData[]): string {
  const graph = { '@context': 'https://schema.org', '@graph': data }
  return JSON.stringify(graph).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Of the HTML in structured data no reader of it shows pictures: they are named beside it. */
const withoutPictures = (html: string): string =>
  html.replace(/<picture>[\s\S]*?<\/picture>|<video\b[^>]*><\/video>|<img\b[^>]*>/g, '').replaceAll('<p></p>', '')

const imageObject = ({ kind, url, width, height, description }: ShownPicture): StructuredData => ({
  '@type': kind === 'video' ? 'MediaObject' : 'ImageObject',
  contentUrl: url,
  width,
  height,
  description,
})

export const faqPage = (
  entries: { question: string; answer: string; url: string; updatedAt?: string; pictures?: ShownPicture[] }[],
): StructuredData => ({
  '@type': 'FAQPage',
  mainEntity: entries.map(({ question, answer, url, updatedAt, pictures = [] }) => ({
    '@type': 'Question',
    name: question,
    url,
    acceptedAnswer: {
      '@type': 'Answer',
      text: withoutPictures(answer),
      ...(updatedAt ? { dateModified: updatedAt } : {}),
      ...(pictures.length > 0 ? { image: pictures.map(imageObject) } : {}),
    },
  })),
})

export const breadcrumbList = (publicUrl: string, crumbs: { title: string; path: string }[]): StructuredData => ({
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map(({ title, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: title,
    item: publicUrl + path,
  })),
})

export const productData = (product: Product, shopUrl: string): StructuredData => ({
  '@type': 'Product',
  name: product.name,
  sku: product.sku,
  category: product.category,
  description: product.summary,
  additionalProperty: product.attributes.map(({ name, value }) => ({ '@type': 'PropertyValue', name, value })),
  ...(product.vendor ? { brand: { '@type': 'Brand', name: product.vendor } } : {}),
  ...(product.picture
    ? { image: product.morePictures.length > 0 ? [product.picture, ...product.morePictures] : product.picture }
    : {}),
  offers: {
    '@type': 'Offer',
    price: product.price,
    priceCurrency: product.currency,
    ...(product.availability
      ? { availability: `https://schema.org/${SCHEMA_AVAILABILITY[product.availability]}` }
      : {}),
    url: shopUrl,
  },
})

const SCHEMA_AVAILABILITY = { in_stock: 'InStock', to_order: 'BackOrder', out_of_stock: 'OutOfStock' } as const

/** `url` of the home page in one language, `searchUrl` of its search. */
export const webSite = (site: Site, name: string, locale: Locale, url: string, searchUrl: string): StructuredData => ({
  '@type': 'WebSite',
  name,
  url,
  publisher: { '@type': 'Organization', name: site.name[locale], url: site.url, email: site.mail },
  potentialAction: {
    '@type': 'SearchAction',
    target: `${searchUrl}?q={search_term_string}`,
    'query-input': 'required name=search_term_string',
  },
})
