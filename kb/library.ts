import type {
  Actor,
  Answer,
  AnswerContent,
  AnswerState,
  Audience,
  Locale,
  Phrasing,
  Revision,
} from './answers/answer.ts'
import type { AnswerId, PhrasingId } from './ids.ts'
import type { MatchQuery, MatchResult, MatchHit, Matcher } from './matching/index.ts'
import type { ExportReport } from './content/export-content.ts'
import type { ImportReport } from './content/import-content.ts'
import type { Result } from './result.ts'
import type { Growth } from './growth/growth.ts'
import type { PersonalData, Promotion } from './promotion/promotion.ts'
import type { Misspelling, Spelling } from './spelling/spelling.ts'
import type { Templates } from './templates/templates.ts'

export type * from './growth/growth.ts'
export type * from './promotion/promotion.ts'
export type * from './spelling/spelling.ts'
export type * from './templates/templates.ts'

/** The one door of the domain: everything `server/` and `site/` may ask. Domain functions take `now` in milliseconds. */
export interface Library {
  readonly find: Finding
  readonly grow: Growing
  readonly templates: Templates
  readonly spelling: Spelling
  readonly promotion: Promotion
  readonly growth: Growth
  readonly content: ContentDoor
  /** Synonyms, thresholds, what was learnt: the lead's view of the matcher. */
  readonly matcher: Matcher
  /** Called after every committed change that readers can see; returns the way to stop. */
  subscribe(listener: (change: LibraryChange) => void): () => void
  /** Another node changed these answers: read them again and tell this node's subscribers (with `remote: true`). Without ids: a site or the dictionary changed. */
  refresh(ids: readonly AnswerId[]): Promise<void>
  /** For news that may have been missed (Redis was away): compares with the database and refreshes what differs. Cheap; call it now and then where several nodes run. */
  catchUp(): Promise<AnswerId[]>
  status(): LibraryStatus
  close(): Promise<void>
}

export interface LibraryChange {
  answerIds: AnswerId[]
  /** Route cache tags: `answer:<id>`, `category:<slug>`, `product:<sku>`, `home`, and `site` for what every page shows. */
  tags: string[]
  remote: boolean
}

export interface LibraryStatus {
  answers: number
  search: { engine: 'embedded' | 'meilisearch'; degraded: boolean; reason?: string }
  spelling: 'starting' | 'ready' | 'failed'
}

// ---- content/ -------------------------------------------------------------------------------------------------

export interface ContentDoor {
  /** Three-way: nothing that was changed on the desk is overwritten, conflicts are reported. Throws `BrokenContent` if a file cannot be read; then nothing changed. */
  import(dir: string, now: number, progress?: (done: number, total: number) => void): Promise<ImportReport>
  /** Writes published answers (and approved words) in the same format; files that say the same already stay as they are. */
  export(dir: string): Promise<ExportReport>
  /** Spelling, links, placeholders, both locales and alphabets of everything published. */
  check(): Promise<ContentProblem[]>
}

export interface ContentProblem {
  /** `<locale>/<category>/<slug>.md`, or the file of a product, category or site. */
  file: string
  kind: 'spelling' | 'link' | 'placeholder' | 'translation' | 'alphabet' | 'shortcut'
  message: string
}

// ---- finding -------------------------------------------------------------------------------------------------

export interface Finding {
  /** What a visitor or operator gets for their words. Public queries return published public answers only. */
  match(query: MatchQuery): Promise<Match>
  /** Before anything is typed: answers that fit this product or page, then the shop's most helpful. */
  forContext(context: { site: string; locale: Locale; product?: string; page?: string; limit?: number }): Promise<Hit[]>
  related(id: AnswerId, limit: number): Promise<Hit[]>
  /** By id, in any state; the live revision's content when `live` is asked for (null if it has none). */
  answer(id: AnswerId, options?: { live?: boolean }): Promise<Answer | null>
  published(locale: Locale, category: string, slug: string, site?: string): Promise<Answer | null>
  list(filter: {
    site: string
    locale: Locale
    category?: string
    product?: string
    page: number
    perPage: number
  }): Promise<Page<Answer>>
  /** The other locales in which this answer is published. */
  translations(
    answer: Pick<Answer, 'category' | 'slug' | 'locale'> & { site?: string },
  ): Promise<{ locale: Locale; path: string }[]>
  categories(site: string, locale: Locale): Promise<Category[]>
  products(site: string, locale: Locale): Promise<Product[]>
  product(slugOrSku: string, locale: Locale): Promise<Product | null>
  site(id: string): Promise<Site | null>
  sites(): Promise<Site[]>
  /** Safe HTML of an answer's body: the only place where Markdown becomes HTML. */
  html(answer: Pick<Answer, 'body' | 'locale' | 'site'>): Promise<string>
  /** Plain text of Markdown, for excerpts, descriptions and messages. */
  plain(body: string): string
  /** A heading or short text set with care: quotes, dashes, no line that ends in a preposition. Plain text, not HTML. */
  typographic(text: string, locale: Locale): string
}

export interface Match extends Omit<MatchResult, 'hits'> {
  hits: Hit[]
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
}

export interface Page<T> {
  items: T[]
  page: number
  perPage: number
  total: number
}

export interface Category {
  slug: string
  icon: string
  title: string
  description: string
  audience: Audience
  answers: number
}

export interface Product {
  sku: string
  slug: string
  name: string
  category: string
  price: number
  summary: string
  attributes: { name: string; value: string }[]
}

export interface Site {
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
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

// ---- growing -------------------------------------------------------------------------------------------------

export type NewAnswer = AnswerContent & { phrasings: string[]; from?: string | null }
export type AnswerPatch = Partial<Omit<AnswerContent, 'site' | 'locale'>>

/** Why the library does not take a text as it is. `at` are character ranges in the body. */
export type ContentRefused =
  | { code: 'question_empty' | 'body_empty' | 'slug_taken' | 'category_unknown' | 'too_long' }
  | { code: 'placeholder_unknown'; names: string[]; at: TextRange[] }
  | { code: 'placeholder_needs_fallback'; names: string[]; at: TextRange[] }
  | { code: 'placeholder_not_public'; names: string[]; at: TextRange[] }
  /** Links to answers that do not exist in this locale; asked at submission and approval, not of drafts. */
  | { code: 'link_unknown'; targets: string[]; at: TextRange[] }
  /** Ranges are in `field`. */
  | { code: 'misspelled'; words: Misspelling[]; field: 'question' | 'body' }
  | { code: 'holds_personal_data'; found: PersonalData[] }
export type MoveRefused =
  | { code: 'not_found' | 'wrong_state' | 'not_allowed' | 'own_answer' | 'comment_needed' }
  /** Somebody saved in between; `current` is their revision, nothing is overwritten. */
  | { code: 'revision_conflict'; current: number }

export type SitePatch = Partial<
  Pick<Site, 'brand' | 'greeting' | 'mail' | 'origins' | 'timeZone' | 'hours' | 'holidays' | 'targets'>
>

export interface TextRange {
  start: number
  end: number
}

export interface Growing {
  create(content: NewAnswer, actor: Actor, now: number): Promise<Result<Answer, ContentRefused>>
  /** A published answer stays live in its old wording while its next revision is written and reviewed. */
  revise(
    id: AnswerId,
    patch: AnswerPatch,
    expectedRevision: number,
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, ContentRefused | MoveRefused>>
  submit(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, ContentRefused | MoveRefused>>
  /** Leads only; never one's own while another lead exists (`own_answer`); alone, recorded as self-approved. `otherLeads` counts active leads and admins other than the actor. */
  approve(
    id: AnswerId,
    actor: Actor,
    otherLeads: number,
    now: number,
  ): Promise<Result<Answer, ContentRefused | MoveRefused>>
  sendBack(id: AnswerId, comment: string, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  retire(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** Makes an old revision the newest draft (or brings a retired answer back as a draft). */
  restore(id: AnswerId, revision: number, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  revisions(id: AnswerId): Promise<Revision[]>
  /** Readable word difference between two revisions of one answer. */
  difference(id: AnswerId, from: number, to: number): Promise<Difference | null>
  addPhrasing(
    id: AnswerId,
    text: string,
    source: Phrasing['source'],
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, MoveRefused | { code: 'phrasing_exists' | 'phrasing_empty' | 'holds_personal_data' }>>
  removePhrasing(id: AnswerId, phrasing: PhrasingId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** For the desk, newest first. */
  browse(filter: AnswerFilter): Promise<Page<Answer>>
  counts(site: string): Promise<Record<AnswerState, number>>
  /** Saves a site's settings (checked at the edge) over what content/ shipped, and tells subscribers with the tag `home`. Returns false if there is no such site. */
  changeSite(id: string, patch: SitePatch, actor: Actor, now: number): Promise<boolean>
  /** The editor's live preview: HTML of a text that is not saved, and what the library would refuse about it. */
  preview(
    content: Pick<AnswerContent, 'site' | 'locale' | 'question' | 'body' | 'audience'>,
  ): Promise<{ html: string; problems: ContentRefused[] }>
}

export interface AnswerFilter {
  site: string
  state?: AnswerState
  locale?: Locale
  category?: string
  audience?: Audience
  product?: string
  author?: string
  text?: string
  page: number
  perPage: number
}

export interface Difference {
  question: DiffPart[]
  body: DiffPart[]
  changed: { field: string; from: string; to: string }[]
}
export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export type { MatchQuery, MatchResult, MatchHit }
