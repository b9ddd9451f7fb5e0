import { cutText } from '#shared'
import type { TextRange } from '../text-range.ts'
import type { PlaceholderValues } from './templates.ts'

/** `{{name}}` or `{{name|fallback}}`. Only these names exist; a text is never evaluated, values are never read again. */
const PLACEHOLDERS = {
  'visitor.name': { read: (values: PlaceholderValues) => values.visitor?.name, needsFallback: true },
  'operator.name': { read: (values: PlaceholderValues) => values.operator?.name, needsFallback: false },
  'site.name': { read: (values: PlaceholderValues) => values.site?.name, needsFallback: false },
  'site.hours': { read: (values: PlaceholderValues) => values.site?.hours, needsFallback: false },
  'site.phone': { read: (values: PlaceholderValues) => values.site?.phone, needsFallback: true },
  'site.mail': { read: (values: PlaceholderValues) => values.site?.mail, needsFallback: false },
  'site.address': { read: (values: PlaceholderValues) => values.site?.address, needsFallback: true },
  'product.name': { read: (values: PlaceholderValues) => values.product?.name, needsFallback: true },
  'product.sku': { read: (values: PlaceholderValues) => values.product?.sku, needsFallback: true },
  'order.number': { read: (values: PlaceholderValues) => values.order?.number, needsFallback: true },
} as const

/** `{{attribute.plan|…}}`: what the shop tells of the visitor, by the name it has in the site's settings. */
const ATTRIBUTE = /^attribute\.([a-z][a-z0-9_]{0,39})$/

export type PlaceholderName = keyof typeof PLACEHOLDERS
export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as PlaceholderName[]

export interface Placeholder extends TextRange {
  name: string
  fallback: string | null
}

const PATTERN = /\{\{([^{}|\n]{0,80})(?:\|([^{}\n]{0,200}))?\}\}/g
/** Braces that look like a placeholder but are none, e.g. `{{visitor.name` or `{{a|{{b}}}}`. */
const LOOSE = /\{\{|\}\}/g
const MAX_VALUE = 500
const MAX_OUTPUT = 65_536

const isNamed = (name: string): name is PlaceholderName => Object.hasOwn(PLACEHOLDERS, name)
/** `value.<name>`: what each site says of its own. */
const OF_SITE = /^value\.([a-z0-9-]{1,40})$/
const isKnown = (name: string): boolean => isNamed(name) || ATTRIBUTE.test(name) || OF_SITE.test(name)
/** Nothing that only a conversation knows: pages can say it too. */
export const isOfSite = (name: string): boolean => name.startsWith('site.') || OF_SITE.test(name)
/** Nobody knows beforehand what a visitor's attributes are, or what a site has a value for. */
const needsFallback = (name: string): boolean => !isNamed(name) || PLACEHOLDERS[name].needsFallback
const readValue = (name: string, values: PlaceholderValues): unknown => {
  if (isNamed(name)) return PLACEHOLDERS[name].read(values)
  const [attribute, own] = [ATTRIBUTE.exec(name)?.[1], OF_SITE.exec(name)?.[1]]
  const [among, key] = attribute === undefined ? [values.value, own] : [values.attributes, attribute]
  return among && key !== undefined && Object.hasOwn(among, key) ? among[key] : undefined
}

export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(PATTERN)].map((match) => ({
    name: (match[1] ?? '').trim(),
    fallback: match[2]?.trim() || null,
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** What is wrong with the placeholders of a text. Ranges are offsets in it. */
export function placeholderFaults(text: string): { unknown: Placeholder[]; withoutFallback: Placeholder[] } {
  const found = placeholdersIn(text)
  const loose = [...text.matchAll(LOOSE)]
    .filter(({ index }) => !found.some(({ start, end }) => index >= start && index < end))
    .map(({ index, 0: braces }) => ({ name: braces, fallback: null, start: index, end: index + braces.length }))
  return {
    unknown: [...found.filter(({ name }) => !isKnown(name)), ...loose].sort((one, other) => one.start - other.start),
    withoutFallback: found.filter(({ name, fallback }) => isKnown(name) && needsFallback(name) && fallback === null),
  }
}

/**
 * Puts values in, once: a value that itself looks like a placeholder stays text. A missing or blank value takes its
 * fallback; where there is none the placeholder stays visible and is named in `unfilled`, so that nobody sends it.
 */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues,
  /** How a value is written into this text. */
  written: (value: string) => string = (value) => value,
): { text: string; unfilled: string[] } {
  const unfilled = new Set<string>()
  const filled = text.slice(0, MAX_OUTPUT).replace(PATTERN, (whole, rawName: string, rawFallback?: string) => {
    const name = rawName.trim()
    const insert = written(oneLine(readValue(name, values))) || rawFallback?.trim()
    if (insert) return insert
    unfilled.add(name)
    return whole
  })
  return { text: cutText(filled, MAX_OUTPUT), unfilled: [...unfilled] }
}

/** Text for search and excerpts: a fallback says more than a name in braces. */
export const withFallbacks = (text: string): string =>
  text.replace(PATTERN, (_, __, fallback?: string) => fallback?.trim() ?? '')

/** Names left in a text that is about to be sent. */
export const unfilledIn = (text: string): string[] => [...new Set(placeholdersIn(text).map(({ name }) => name))]

function oneLine(value: unknown): string {
  return typeof value === 'string' ? cutText(value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(), MAX_VALUE) : ''
}
