/** Hand-made guards: whatever comes over the network or out of storage is checked here before it gets a type. */
import { INTERFACE_LOCALES, LOCALES } from '#shared'
import type { InterfaceLocale } from '#shared'
import type {
  AnswerResponse,
  Availability,
  Face,
  FileOffer,
  OwnLook,
  Problem,
  ProblemCode,
  ProductOnPage,
  SearchHit,
  SearchResponse,
  WidgetContext,
} from '#protocol'

export class Malformed extends Error {}

type Fields = Record<string, unknown>
const TEXT_MOST = 200_000

export function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed()
  return value as Fields
}
export function text(value: unknown): string {
  if (typeof value !== 'string' || value.length > TEXT_MOST) throw new Malformed()
  return value
}
export function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed()
  return value
}
const flag = (value: unknown) => value === true
export const maybe = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null || value === undefined ? null : read(value)
export function list<T>(value: unknown, read: (value: unknown) => T, most = 1000): T[] {
  if (!Array.isArray(value)) throw new Malformed()
  return value.slice(0, most).map(read)
}
export function oneOf<T extends string>(value: unknown, ...known: T[]): T {
  if (!known.includes(value as T)) throw new Malformed()
  return value as T
}
export const instant = (value: unknown) => {
  if (Number.isNaN(Date.parse(text(value)))) throw new Malformed()
  return value as string
}
export const locale = (value: unknown): InterfaceLocale => oneOf(value, ...INTERFACE_LOCALES)
/** Only these may become a link. */
export const webAddress = (value: unknown) => {
  if (!/^https?:\/\/|^\/(?!\/)/.test(text(value))) throw new Malformed()
  return value as string
}

export function readHit(value: unknown): SearchHit {
  const from = fields(value)
  return {
    id: text(from.id),
    question: text(from.question),
    excerpt: text(from.excerpt),
    url: webAddress(from.url),
    score: number(from.score),
  }
}

export function readSearch(value: unknown): SearchResponse {
  const from = fields(value)
  return {
    verdict: oneOf(from.verdict, 'answer', 'suggest', 'escalate'),
    intent: maybe(from.intent, (one) => oneOf(one, 'greeting', 'thanks', 'person')),
    confidence: number(from.confidence),
    hits: list(from.hits, readHit, 20),
    repaired: list(from.repaired, (one) => {
      const repair = fields(one)
      return { from: text(repair.from), to: text(repair.to), kind: text(repair.kind) }
    }),
    searched: text(from.searched),
    product: maybe(from.product, (one) => {
      const { sku, name, price, url } = fields(one)
      return { sku: text(sku), name: text(name), price: number(price), url: webAddress(url) }
    }),
  }
}

export function readAvailability(value: unknown): Availability {
  const from = fields(value)
  return {
    online: flag(from.online),
    staffed: flag(from.staffed),
    open: flag(from.open),
    opensAt: maybe(from.opensAt, instant),
    closesAt: maybe(from.closesAt, instant),
    timeZone: text(from.timeZone),
    waiting: number(from.waiting),
    expectedWaitMs: maybe(from.expectedWaitMs, number),
  }
}

export function readContext(value: unknown): WidgetContext {
  const from = fields(value)
  const site = fields(from.site)
  const brand = fields(from.brand)
  return {
    site: {
      id: text(site.id),
      name: text(site.name),
      greeting: text(site.greeting),
      mail: text(site.mail),
      helpCentre: webAddress(site.helpCentre),
      locales: list(site.locales, (value) => oneOf(value, ...LOCALES)),
    },
    brand: {
      color: text(brand.color),
      colorDark: text(brand.colorDark),
      radius: number(brand.radius),
      logo: maybe(brand.logo, text),
      font: maybe(brand.font, text),
    },
    letters: from.letters !== false,
    // Read further by the part that draws it.
    own: from.own as OwnLook,
    team: from.team as Face[],
    // Read further by the part that offers them.
    files: from.files as FileOffer,
    // Read further by the part that unfolds them.
    hours: from.hours as WidgetContext['hours'],
    hits: list(from.hits, readHit, 20),
    product: from.product as ProductOnPage,
  }
}

export function readAnswer(value: unknown): AnswerResponse {
  const from = fields(value)
  const category = fields(from.category)
  return {
    id: text(from.id),
    question: text(from.question),
    html: text(from.html),
    url: webAddress(from.url),
    category: { slug: text(category.slug), title: text(category.title) },
    related: list(from.related, readHit, 10),
    links: list(from.links, (one) => ({ id: text(fields(one).id), url: webAddress(fields(one).url) })),
  }
}

/** Never fails: what cannot be read is a problem of its own. */
export function readProblem(value: unknown): Problem {
  try {
    const from = fields(value)
    return {
      code: text(from.code) as ProblemCode,
      message: text(from.message),
      fields: (maybe(from.fields, fields) as Record<string, string> | undefined) ?? undefined,
      retryAfterMs: maybe(from.retryAfterMs, number) ?? undefined,
    }
  } catch {
    return { code: 'unavailable', message: '' }
  }
}
