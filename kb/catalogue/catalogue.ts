import type { Locale, Weekday } from '#shared'
import type { Actor } from '../actor.ts'
import type { Audience } from '../answers/answer.ts'
import type { CategoryRecord } from './categories/category-record.ts'
import { type KeptCategories, standingCategories } from './categories/kept-categories.ts'
import type { SiteSettings } from './site-settings.ts'

/** A category as a reader of one language sees it. */
export interface Category {
  slug: string
  icon: string
  title: string
  description: string
  audience: Audience
  answers: number
}

export const AVAILABILITIES = ['in_stock', 'to_order', 'out_of_stock'] as const
export type Availability = (typeof AVAILABILITIES)[number]

/** A product in one language. */
export interface Product {
  sku: string
  slug: string
  name: string
  category: string
  price: number
  /** ISO 4217. */
  currency: string
  /** Before it was reduced. */
  oldPrice: number | null
  /** null: the shop does not say. */
  availability: Availability | null
  vendor: string | null
  summary: string
  /** An https address at the shop. */
  picture: string | null
  /** Further ones, in the shop's order. */
  morePictures: string[]
  /** Its page in the shop, where the shop names one. */
  url: string | null
  /** From its own category up to the broadest. */
  categories: { id: string; name: string }[]
  attributes: { name: string; value: string }[]
}

/** A category of products as the shop keeps them; `products` counts those right in it. */
export interface ProductCategory {
  id: string
  name: string
  /** Names of those above, broadest first. */
  above: string[]
  products: number
}

/** One shop: its address, look, hours and what visitors are greeted with. */
export interface Site extends SiteSettings {
  id: string
  name: Record<Locale, string>
  /** The shop's own address. */
  url: string
  locales: Locale[]
  defaultLocale: Locale
  mail: string
  /** Origins of pages that may embed the widget. */
  origins: string[]
  /** `logo` is SVG markup, checked at import to hold no script, link, style or image. */
  brand: { color: string; colorDark: string; radius: number; logo: string | null; font: string | null }
  greeting: Record<Locale, string>
  /** `category/slug` of what visitors ask first, the commonest first: shown until figures say it better. */
  oftenAsked: string[]
  /** Opening hours as written; computed by server/chat/hours. */
  timeZone: string
  hours: Record<Weekday, string[]>
  holidays: { date: string; hours: string[] }[]
  targets: { firstResponseMinutes: number; replyMinutes: number }
  /** Where a product lives on the shop, e.g. `/p/{slug}`. */
  productUrlPattern: string
}

/** What must be said of a site to begin with; everything else is as usual, and changed at the desk later. */
export type NewSite = Pick<
  Site,
  'id' | 'name' | 'url' | 'locales' | 'defaultLocale' | 'mail' | 'timeZone' | 'hours' | 'helpCentre'
> &
  Partial<Pick<Site, 'logos'>>

/** What an admin changes of a site on the desk. */
export type SitePatch = Partial<
  Pick<
    Site,
    | 'name'
    | 'brand'
    | 'greeting'
    | 'mail'
    | 'origins'
    | 'timeZone'
    | 'hours'
    | 'holidays'
    | 'targets'
    | keyof SiteSettings
  >
>

/** The shops' settings. They are read by `find.site`. */
export interface Sites {
  /** Opens another shop beside those there are. False: there is one of this id. */
  make(site: NewSite, actor: Actor, now: number): Promise<boolean>
  /** Saves a site's settings (checked at the edge) over what content/ shipped, and tells subscribers with the tag `home`. Returns false if there is no such site. */
  change(id: string, patch: SitePatch, actor: Actor, now: number): Promise<boolean>
}

/** A product of `content/`. */
export interface ProductRecord {
  site: string
  sku: string
  slug: string
  name: Record<Locale, string>
  /** From its own up to the broadest. */
  categories: { id: string; name: Record<Locale, string> }[]
  price: number
  currency: string
  oldPrice: number | null
  availability: Availability | null
  vendor: string | null
  summary: Record<Locale, string>
  picture: string | null
  morePictures: string[]
  url: string | null
  attributes: { name: Record<Locale, string>; value: Record<Locale, string> }[]
}

/** What files say of shops beside their answers. */
export interface FileCatalogue {
  /** Of every shop that has no list of its own. */
  categories: CategoryRecord[]
  /** By site, in place of those for all. */
  categoriesOfSites: Record<string, CategoryRecord[]>
  products: ProductRecord[]
  sites: Site[]
}
/** What shops are, beside their answers: read from files, changed at the desk, kept in the database, held in memory while open. */
export interface CatalogueRecords extends FileCatalogue {
  /** By site: what was made of the categories at the desk. */
  kept: Record<string, KeptCategories>
}

/** A shop's categories in the order they are shown. */
export const categoriesOf = (
  { categories, categoriesOfSites, kept }: Pick<CatalogueRecords, 'categories' | 'categoriesOfSites' | 'kept'>,
  site: string,
): readonly CategoryRecord[] => standingCategories(categoriesOfSites[site] ?? categories, kept[site] ?? null)

export const productIn = (
  { site: _, name, categories, summary, attributes, ...facts }: ProductRecord,
  locale: Locale,
): Product => ({
  ...facts,
  name: name[locale],
  category: categories[0]?.name[locale] ?? '',
  categories: categories.map((one) => ({ id: one.id, name: one.name[locale] })),
  summary: summary[locale],
  attributes: attributes.map((one) => ({ name: one.name[locale], value: one.value[locale] })),
})
