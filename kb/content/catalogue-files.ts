import { domainToASCII } from 'node:url'
import { LOCALES, MOST_ORDER_NUMBER_FORMS, ORDER_NUMBER_FORM, slugOf } from '#shared'
import { z } from 'zod'
import { AVAILABILITIES, type ProductRecord } from '../catalogue/catalogue.ts'
import { SETTINGS_IN_FILE, USUAL_SETTINGS } from '../catalogue/site-settings.ts'

/** Schemas of the YAML files beside the answers. Messages are sentences for the person who wrote the file. */
const text = (name: string) =>
  z.string(`${name} is needed and must be text.`).trim().min(1, `${name} must not be empty.`)
const inBoth = (name: string) =>
  z.strictObject({ ru: text(`${name} in Russian`), en: text(`${name} in English`) }, `${name} is needed in ru and en.`)
const slug = text('The slug').regex(
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'The slug must be lower-case Latin letters, digits and hyphens.',
)
const color = z
  .string('A colour is needed.')
  .regex(/^(#[0-9a-fA-F]{3,8}|oklch\([^()]{3,60}\))$/, 'The colour must be #rrggbb or oklch(…).')

export const CategoriesFile = z
  .array(
    z.strictObject({
      slug,
      icon: text('The icon').regex(/^[a-z0-9-]+$/, 'The icon must be the name of a Lucide icon.'),
      audience: z.enum(['public', 'operators'], 'Audience must be “public” or “operators”.').default('public'),
      title: inBoth('The title'),
      description: inBoth('The description'),
    }),
    'The file must be a list of categories.',
  )
  .min(1, 'There must be at least one category.')

export const ProductFile = z.strictObject({
  /** The only shop's, unless it says otherwise. */
  site: slug.optional(),
  sku: text('The SKU').regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'The SKU must be Latin letters, digits, dots and hyphens.',
  ),
  slug,
  name: inBoth('The name'),
  category: inBoth('The kind of product'),
  price: z.number('The price must be a number.').nonnegative('The price must not be negative.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'The currency must be three capital letters such as RUB.')
    .default('RUB'),
  oldPrice: z
    .number('The old price must be a number.')
    .nonnegative('The old price must not be negative.')
    .nullable()
    .default(null),
  availability: z
    .enum(AVAILABILITIES, `Availability must be one of ${AVAILABILITIES.join(', ')}.`)
    .nullable()
    .default(null),
  vendor: text('The maker').nullable().default(null),
  picture: z
    .string()
    .regex(/^https:\/\//, 'The picture must be an https address.')
    .nullable()
    .default(null),
  morePictures: z.array(z.string().regex(/^https:\/\//, 'A picture must be an https address.')).default([]),
  url: z.url('The page of the product must be a full address.').nullable().default(null),
  summary: inBoth('The summary'),
  attributes: z
    .array(
      z.strictObject({ name: inBoth('The name of an attribute'), value: inBoth('The value of an attribute') }),
      'Attributes must be a list.',
    )
    .default([]),
})

export function productRecord(
  { site, category, ...rest }: z.output<typeof ProductFile>,
  defaultSite: string,
): ProductRecord {
  return { ...rest, site: site ?? defaultSite, categories: [{ id: slugOf(category.en, 'products'), name: category }] }
}

/** As its file says it, for the export; what is as usual is left out. */
export function productFile({ site, categories, ...rest }: ProductRecord, defaultSite: string): object {
  const { oldPrice, availability, vendor, picture, morePictures, url, currency, sku, slug: own, name, ...more } = rest
  const said = Object.fromEntries(
    Object.entries({ oldPrice, availability, vendor, picture, url }).filter(([, value]) => value !== null),
  )
  return {
    ...(site === defaultSite ? {} : { site }),
    sku,
    slug: own,
    name,
    category: categories[0]?.name ?? name,
    ...(currency === 'RUB' ? {} : { currency }),
    ...said,
    ...(morePictures.length > 0 ? { morePictures } : {}),
    ...more,
  }
}

const TIME_RANGES = /^([01]?\d|2[0-3]):[0-5]\d[-–](([01]?\d|2[0-3]):[0-5]\d|24:00)$/
const opening = z
  .array(
    z.string().regex(TIME_RANGES, 'Hours must look like 9:00-21:00.'),
    'Hours must be a list such as ["9:00-21:00"].',
  )
  .default([])
/** Hosts in any script are kept as they are compared and written on envelopes: `почта.рф` is `xn--80a1acny.xn--p1ai`. */
const asciiMail = (text: string): string => {
  const [local, domain] = [text.slice(0, text.lastIndexOf('@')), text.slice(text.lastIndexOf('@') + 1)]
  return `${local}@${domainToASCII(domain.trim().toLowerCase())}`.trim()
}
const asciiOrigin = (text: string): string =>
  /^https?:\/\/[^/?#@]+$/i.test(text) && URL.canParse(text) ? new URL(text).origin : text
const MAIL = /^[^\s@<>(),;:"]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/
const origin = z
  .string()
  .overwrite(asciiOrigin)
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/i, 'An origin must look like https://shop.example, without a path.')

export const SiteFile = z.strictObject({
  id: slug,
  name: inBoth('The name'),
  url: z.url('The address must be a full address such as https://shop.example.'),
  locales: z.array(z.enum(LOCALES)).min(1).default(['ru', 'en']),
  defaultLocale: z.enum(LOCALES).default('ru'),
  mail: z.string('The mail address is not one.').overwrite(asciiMail).regex(MAIL, 'The mail address is not one.'),
  origins: z.array(origin).default([]),
  brand: z.strictObject({
    color,
    colorDark: color,
    radius: z.number().min(0).max(32),
    /** File name of an SVG beside this file. */
    logo: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*\.svg$/, 'The logo must be the name of an SVG file beside this one.')
      .nullable()
      .default(null),
    font: z
      .string()
      .max(200)
      .regex(/^[^<>{};]*$/, 'The font must be a plain list of font names.')
      .nullable()
      .default(null),
  }),
  greeting: inBoth('The greeting'),
  oftenAsked: z
    .array(
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'An answer asked often must be named as category/slug.'),
      'What is asked often must be a list of category/slug.',
    )
    .default([]),
  timeZone: z.string().refine(isTimeZone, 'The time zone must be a name such as Europe/Moscow.'),
  hours: z.strictObject({
    mon: opening,
    tue: opening,
    wed: opening,
    thu: opening,
    fri: opening,
    sat: opening,
    sun: opening,
  }),
  holidays: z
    .array(z.strictObject({ date: z.iso.date('A holiday needs a date such as 2027-01-01.'), hours: opening }))
    .default([]),
  targets: z
    .strictObject({ firstResponseMinutes: z.number().positive(), replyMinutes: z.number().positive() })
    .default({ firstResponseMinutes: 3, replyMinutes: 5 }),
  ...SETTINGS_IN_FILE,
  orderNumbers: z
    .array(
      z.string().regex(ORDER_NUMBER_FORM, 'An order number is written with # for each digit, such as T-######.'),
      'Order numbers must be a list such as [T-######].',
    )
    .max(MOST_ORDER_NUMBER_FORMS)
    .default(USUAL_SETTINGS.orderNumbers),
  productUrlPattern: z
    .string()
    .regex(/^\/.*\{(slug|sku)\}/, 'The pattern must be a path with {slug} or {sku}, such as /p/{slug}.')
    .default('/p/{slug}'),
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
