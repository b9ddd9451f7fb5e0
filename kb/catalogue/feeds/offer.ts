import type { Locale } from '#shared'
import type { Availability } from '../catalogue.ts'
import { namedAttributes } from './attribute-names.ts'

/** One product as a feed tells it, whatever the feed is written in. Texts are plain. */
export interface Offer {
  sku: string
  name: string
  /** Shop's own page. */
  url: string | null
  price: number
  oldPrice: number | null
  currency: string
  availability: Availability | null
  vendor: string | null
  summary: string
  /** First https picture. */
  picture: string | null
  /** Those after it. */
  morePictures: string[]
  /** From the product's own category up to the shop's broadest. */
  categories: { id: string; name: string }[]
  attributes: { name: string; value: string }[]
}

/** Fields as they stand in a feed, before they are understood. */
export interface RawOffer {
  line: number
  sku?: string
  name?: string
  url?: string
  price?: string
  oldPrice?: string
  currency?: string
  availability?: Availability | null
  vendor?: string
  description?: string
  pictures?: string[]
  categories?: { id: string; name: string }[]
  attributes?: { name: string; value: string }[]
}

/** Why one product of a feed is left out. */
export type SkippedWhy = 'no_sku' | 'no_name' | 'no_price' | 'twice'
export interface Skipped {
  line: number
  sku: string
  why: SkippedWhy
}

const MOST = {
  sku: 80,
  name: 200,
  summary: 500,
  url: 1_000,
  vendor: 80,
  attributes: 40,
  attributeName: 80,
  value: 300,
  pictures: 8,
}
const SIGNS: Record<string, string> = {
  '₽': 'RUB',
  руб: 'RUB',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₸': 'KZT',
  Br: 'BYN',
}
/** Feeds still write the rouble of before 1998. */
const OLD_CODES: Record<string, string> = { RUR: 'RUB', BYR: 'BYN' }

/** The offer, or why it is none. A price without a currency is in `currency`; `locale` is the language of the feed. */
export function understood(
  raw: RawOffer,
  { currency, locale }: { currency: string; locale: Locale },
): { offer: Offer } | { why: SkippedWhy } {
  const sku = (raw.sku ?? '').trim()
  if (sku === '' || sku.length > MOST.sku) return { why: 'no_sku' }
  const name = plainText(raw.name ?? '', MOST.name)
  if (name === '') return { why: 'no_name' }
  const price = amountOf(raw.price)
  if (!price) return { why: 'no_price' }
  const old = amountOf(raw.oldPrice)
  const vendor = plainText(raw.vendor ?? '', MOST.vendor)
  const pictures = (raw.pictures ?? []).flatMap((one) => webAddress(one, ['https:']) ?? [])
  const [picture = null, ...morePictures] = [...new Set(pictures)].slice(0, MOST.pictures)
  return {
    offer: {
      sku,
      name,
      url: webAddress(raw.url, ['https:', 'http:']),
      price: price.value,
      oldPrice: old && old.value > price.value ? old.value : null,
      currency: currencyOf(raw.currency) ?? price.currency ?? currency,
      availability: raw.availability ?? null,
      vendor: vendor || null,
      summary: plainText(raw.description ?? '', MOST.summary),
      picture,
      morePictures,
      categories: raw.categories ?? [],
      attributes: namedAttributes(
        (raw.attributes ?? [])
          .map((one) => ({ name: plainText(one.name, MOST.attributeName), value: plainText(one.value, MOST.value) }))
          .filter((one) => one.name !== '' && one.value !== ''),
        locale,
      ).slice(0, MOST.attributes),
    },
  }
}

/** `1 299,90 ₽`, `1299.90 RUB`, `RUB 1,299.90`; null where there is no number. */
export function amountOf(text = ''): { value: number; currency: string | null } | null {
  const digits = /\d(?:[\d\s\u00a0\u202f'.,]*\d)?/.exec(text)?.[0]
  if (digits === undefined) return null
  const tight = digits.replace(/[\s\u00a0\u202f']/g, '')
  const signs = tight.match(/[.,]/g) ?? []
  const last = signs.at(-1)
  const point = last ? tight.lastIndexOf(last) : -1
  // Three digits behind the only sign are thousands: 1,299 costs no one rouble thirty.
  const isFraction =
    signs.filter((sign) => sign === last).length === 1 && (tight.length - point - 1 !== 3 || signs.length > 1)
  const whole = isFraction ? tight.slice(0, point) : tight
  const value = Number(`${whole.replace(/[.,]/g, '')}${isFraction ? `.${tight.slice(point + 1)}` : ''}`)
  if (!Number.isFinite(value) || value < 0 || value > 1e12) return null
  return { value, currency: currencyOf(text.replace(digits, ' ')) }
}

function currencyOf(text = ''): string | null {
  const code = /\b[A-Z]{3}\b/.exec(text.toUpperCase())?.[0]
  if (code) return OLD_CODES[code] ?? code
  return Object.entries(SIGNS).find(([sign]) => text.includes(sign))?.[1] ?? null
}

function webAddress(text: string | undefined, protocols: readonly string[]): string | null {
  const trimmed = (text ?? '').trim()
  if (trimmed === '' || trimmed.length > MOST.url || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  return protocols.includes(url.protocol) && url.username === '' ? url.href : null
}

const ENTITIES: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
}

/** What a reader sees of a description, which in a feed is often a page of its own. */
export function plainText(text: string, most: number): string {
  const bare = /[<&]/.test(text)
    ? text
        .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
        .replace(/<\/?[a-z][^>]{0,2000}>/gi, ' ')
        .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) =>
          name ? (ENTITIES[name.toLowerCase()] ?? whole) : signOf(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
        )
    : text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a feed may hold anything
  const line = bare.replace(/[\s\u0000-\u001f\u007f\u200b\ufeff]+/g, ' ').trim()
  return line.length <= most
    ? line
    : `${line.slice(0, line.lastIndexOf(' ', most - 1) > most / 2 ? line.lastIndexOf(' ', most - 1) : most - 1).replace(/[\s,;:–—-]+$/, '')}…`
}
const signOf = (code: number) =>
  code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' '
