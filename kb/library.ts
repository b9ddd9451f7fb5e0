import type { Actor, Answer, AnswerContent, AnswerState, Audience, Locale, Phrasing, Revision } from './answers/answer.ts'
import type { AnswerId, PhrasingId } from './ids.ts'
import type { MatchQuery, MatchResult, MatchHit, Matcher } from './matching/index.ts'
import type { ExportReport } from './content/export-content.ts'
import type { ImportReport } from './content/import-content.ts'
import type { Result } from './result.ts'

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
  /** Route cache tags: `answer:<id>`, `category:<slug>`, `product:<sku>`, `home`. */
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
  list(filter: { site: string; locale: Locale; category?: string; product?: string; page: number; perPage: number }): Promise<Page<Answer>>
  /** The other locales in which this answer is published. */
  translations(answer: Pick<Answer, 'category' | 'slug' | 'locale'> & { site?: string }): Promise<{ locale: Locale; path: string }[]>
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

export type SitePatch = Partial<Pick<Site, 'brand' | 'greeting' | 'mail' | 'origins' | 'timeZone' | 'hours' | 'holidays' | 'targets'>>

export interface TextRange {
  start: number
  end: number
}

export interface Growing {
  create(content: NewAnswer, actor: Actor, now: number): Promise<Result<Answer, ContentRefused>>
  /** A published answer stays live in its old wording while its next revision is written and reviewed. */
  revise(id: AnswerId, patch: AnswerPatch, expectedRevision: number, actor: Actor, now: number): Promise<Result<Answer, ContentRefused | MoveRefused>>
  submit(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, ContentRefused | MoveRefused>>
  /** Leads only; never one's own while another lead exists (`own_answer`); alone, recorded as self-approved. `otherLeads` counts active leads and admins other than the actor. */
  approve(id: AnswerId, actor: Actor, otherLeads: number, now: number): Promise<Result<Answer, ContentRefused | MoveRefused>>
  sendBack(id: AnswerId, comment: string, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  retire(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** Makes an old revision the newest draft (or brings a retired answer back as a draft). */
  restore(id: AnswerId, revision: number, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  revisions(id: AnswerId): Promise<Revision[]>
  /** Readable word difference between two revisions of one answer. */
  difference(id: AnswerId, from: number, to: number): Promise<Difference | null>
  addPhrasing(id: AnswerId, text: string, source: Phrasing['source'], actor: Actor, now: number): Promise<Result<Answer, MoveRefused | { code: 'phrasing_exists' | 'phrasing_empty' | 'holds_personal_data' }>>
  removePhrasing(id: AnswerId, phrasing: PhrasingId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** For the desk, newest first. */
  browse(filter: AnswerFilter): Promise<Page<Answer>>
  counts(site: string): Promise<Record<AnswerState, number>>
  /** Saves a site's settings (checked at the edge) over what content/ shipped, and tells subscribers with the tag `home`. Returns false if there is no such site. */
  changeSite(id: string, patch: SitePatch, actor: Actor, now: number): Promise<boolean>
  /** The editor's live preview: HTML of a text that is not saved, and what the library would refuse about it. */
  preview(content: Pick<AnswerContent, 'site' | 'locale' | 'question' | 'body' | 'audience'>): Promise<{ html: string; problems: ContentRefused[] }>
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

// ---- templates -----------------------------------------------------------------------------------------------

/** Values for placeholders; a missing or empty one takes its fallback. */
export interface PlaceholderValues {
  visitor?: { name?: string | null }
  operator?: { name?: string | null }
  site?: { name?: string | null; hours?: string | null }
  product?: { name?: string | null; sku?: string | null }
  order?: { number?: string | null }
}

export interface TemplateHit {
  id: AnswerId
  title: string
  shortcut: string | null
  excerpt: string
  audience: Audience
  score: number
}

export interface Templates {
  /** Ranked for this conversation: `typed` is what stands after `/`, `conversation` the visitor's last words. */
  rank(query: { site: string; locale: Locale; typed: string; conversation: string; product?: string; limit?: number }): Promise<TemplateHit[]>
  /** Plain text ready to insert. `unfilled` lists placeholders that had neither value nor fallback: the composer must not send them. */
  fill(id: AnswerId, values: PlaceholderValues): Promise<{ text: string; revision: number; unfilled: string[] } | null>
  /** Checks a text an operator is about to send: names of placeholders left in it. */
  unfilled(text: string): string[]
}

// ---- spelling ------------------------------------------------------------------------------------------------

export interface Misspelling extends TextRange {
  word: string
  suggestions: string[]
}

export interface DictionaryWord {
  word: string
  state: 'proposed' | 'approved'
  by: string
  at: string
}

export interface Spelling {
  /** Russian and English mixed in one text; shop words, product names, SKUs, links, mails, numbers and placeholders are known. Bounded: 20 000 characters. */
  check(text: string): Promise<Misspelling[]>
  words(filter: { state?: DictionaryWord['state']; page: number; perPage: number }): Promise<Page<DictionaryWord>>
  /** An operator asks; a lead's own word is approved at once. */
  propose(word: string, actor: Actor, now: number): Promise<Result<DictionaryWord, { code: 'not_a_word' | 'known_already' }>>
  decide(word: string, approve: boolean, actor: Actor, now: number): Promise<Result<DictionaryWord, { code: 'not_found' | 'not_allowed' }>>
}

// ---- promotion -----------------------------------------------------------------------------------------------

export interface PersonalData extends TextRange {
  kind: 'mail' | 'phone' | 'card' | 'order' | 'passport'
  text: string
}

/** What the desk hands over: the visitor's words and the operator's messages of a solved conversation. */
export interface SolvedConversation {
  id: string
  site: string
  locale: Locale
  state: 'solved' | string
  visitorWords: string[]
  searchedFor: string[]
  operatorMessages: string[]
  product?: string | null
}

export interface PromotionProposal {
  draft: NewAnswer
  /** Where personal data stood in the originals (already removed from the draft). */
  removed: { field: 'question' | 'body' | 'phrasing'; kind: PersonalData['kind']; text: string }[]
  misspelled: { question: Misspelling[]; body: Misspelling[] }
  /** Answers that may already say this: "add this phrasing instead". */
  similar: Hit[]
}

export interface Promotion {
  prepare(solved: SolvedConversation): Promise<Result<PromotionProposal, { code: 'not_solved' | 'nothing_said' }>>
  personalData(text: string): PersonalData[]
  /** Saves the draft and sends it to review. Refuses unknown words unless listed in `explainedWords`, and personal data always. */
  promote(draft: NewAnswer, explainedWords: string[], actor: Actor, now: number): Promise<Result<Answer, ContentRefused>>
}

// ---- growth --------------------------------------------------------------------------------------------------

/** One thing a visitor did with the library. */
export interface Visit {
  site: string
  locale: Locale
  /** Opaque key of the visitor, for bounds against poisoning; never shown. */
  visitor: string
  kind: 'searched' | 'opened' | 'helped' | 'not_helped' | 'escalated' | 'solved_by' | 'no_answer'
  query: string
  answerId?: AnswerId | null
  reason?: string | null
  conversation?: string | null
  verdict?: string | null
  product?: string | null
}

export interface Gap {
  id: string
  label: string
  locale: Locale
  /** Newest first, at most 20. */
  questions: { text: string; at: string; kind: string; conversation: string | null }[]
  count: number
  lastAt: string
  /** The answer that now covers it, when searching the label finds one. */
  answeredBy: Hit | null
}

export interface Growth {
  record(visit: Visit, now: number): Promise<void>
  /** Questions that escalated, found nothing or were not helped, grouped; most asked first. `sinceMs`: how far back. */
  gaps(filter: { site: string; locale?: Locale; sinceMs: number; page: number; perPage: number; includeClosed?: boolean }, now: number): Promise<Page<Gap>>
  closeGap(id: string, actor: Actor, now: number): Promise<void>
  /** Answers with the share of "helped", for the library list. */
  outcomes(ids: readonly AnswerId[]): Promise<Map<AnswerId, { helped: number; notHelped: number; opened: number }>>
  numbers(filter: { site: string; sinceMs: number }, now: number): Promise<{ searches: number; answered: number; escalated: number; helped: number; notHelped: number; published: number }>
}

export type { MatchQuery, MatchResult, MatchHit }
