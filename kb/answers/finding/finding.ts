import type { Page, Locale } from '#shared'
import type { Category, Product, ProductCategory, Site } from '../../catalogue/catalogue.ts'
import type { Place } from '../../catalogue/site-addresses.ts'
import type { AnswerId } from '../../ids.ts'
import type { Intent, MatchQuery, MatchResult } from '../../matching/index.ts'
import type { ShownPicture } from '../../pictures/pictures.ts'
import type { Answer, Audience } from '../answer.ts'
import type { PublishedFilter } from '../store/answer-store.ts'

/** What readers ask: the published library, by words, by page, by address. */
export interface Finding {
  /** What a visitor or operator gets for their words. Public queries return published public answers only. */
  match(query: VisitorQuery): Promise<Match>
  /** Before anything is typed: answers that fit this product or page, then the shop's most helpful. */
  forContext(context: { site: string; locale: Locale; product?: string; page?: string; limit?: number }): Promise<Hit[]>
  related(id: AnswerId, limit: number): Promise<Hit[]>
  /** Published public answers that this one's text links to, with their paths. */
  linked(answer: Pick<Answer, 'body' | 'locale' | 'site'>): { id: AnswerId; url: string }[]
  /** By id, in any state; the published revision's content when `published` is asked for (null if it has none, or is not shown now: `atAnyTime` gives it all the same). */
  answer(id: AnswerId, options?: { published?: boolean; atAnyTime?: boolean }): Promise<Answer | null>
  published(locale: Locale, category: string, slug: string, site?: string): Promise<Answer | null>
  list(filter: PublishedFilter): Promise<Page<Answer>>
  /** The other locales in which this answer is published. */
  translations(
    answer: Pick<Answer, 'category' | 'slug' | 'locale'> & { site?: string },
  ): Promise<{ locale: Locale; path: string }[]>
  /** `answers` counts those that a reader of such a category finds. */
  categories(site: string, locale: Locale): Promise<Category[]>
  /** Address of what was found here before: of a category, or with `slug` of an answer. null: nothing was, or it is here still. */
  movedTo(site: string, locale: Locale, category: string, slug?: string): string | null
  /** A hundred at most; `category` is one of `productCategories`. */
  products(
    site: string,
    locale: Locale,
    filter?: { text?: string; category?: string; page?: number; perPage?: number },
  ): Promise<Page<Product>>
  productCategories(site: string, locale: Locale): Promise<ProductCategory[]>
  /** Names of the products, and categories of products, that an answer is about; what is not there is left out. */
  productNames(site: string, locale: Locale, about: readonly string[]): Promise<{ about: string; name: string }[]>
  product(slugOrSku: string, locale: Locale, site: string): Promise<Product | null>
  /** The product a visitor looks at: as the page names it, or as its address tells. */
  lookedAt(context: { site: string; locale: Locale; product?: string; page?: string }): Promise<Product | null>
  site(id: string): Promise<Site | null>
  /** The default one first. */
  sites(): Promise<Site[]>
  /** Where the help centre of this site is reached; links begin with it. */
  address(site: string): string
  /** Whose page this is, by host and path; null: nobody's. */
  placeAt(asked: { host: string | undefined; path: string }): Place | null
  /** Safe HTML of an answer's body: the only place where Markdown becomes HTML. */
  html(answer: Pick<Answer, 'body' | 'locale' | 'site'> & { audience?: Audience }): Promise<string>
  /** The pictures and videos an answer's body shows, in their order. */
  pictures(answer: Pick<Answer, 'body' | 'locale' | 'site'>): Promise<ShownPicture[]>
  /** The sentences of a published answer, a paragraph to a line, for descriptions; empty where there are none. */
  prose(id: AnswerId): string
  /** A heading or short text set with care: quotes, dashes, no line that ends in a preposition. Plain text, not HTML. */
  typographic(text: string, locale: Locale): string
}

export interface VisitorQuery extends Omit<MatchQuery, 'typing'> {
  /** Still being typed: never refused, never one answer. `paused`: for a while, so what is a whole question gets its verdict. */
  typing?: boolean | 'paused'
}

export interface Match extends Omit<MatchResult, 'hits'> {
  /** Of visitors' words that want no answer: then nothing was searched. */
  intent: Intent | null
  /** Nothing searched (`searched` is empty): what the page offers before anything is typed. */
  hits: Hit[]
  /** Named by its article number. */
  product?: Product
}

export interface Hit {
  id: AnswerId
  question: string
  /** Plain text around the matched words, at most 200 characters. */
  excerpt: string
  /** Path on the help centre, e.g. `/ru/delivery/track-order`. */
  url: string
  score: number
  category: string
  locale: Locale
  audience: Audience
  /** Words of the query that were found, and the phrasing that matched best. */
  words: string[]
  phrasing?: string
  /** The same, if it is one of the answer's own, which a lead has approved: what visitors taught is not for other visitors' eyes. */
  asked?: string
}
