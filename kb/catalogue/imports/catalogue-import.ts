import type { Locale, Page } from '#shared'
import type { Person } from '../../actor.ts'
import type { Result } from '../../result.ts'
import type { Site } from '../catalogue.ts'
import type { Columns } from '../feeds/columns.ts'
import type { FeedFault } from '../feeds/feed-fault.ts'
import type { Skipped } from '../feeds/offer.ts'
import type { FurtherColumn } from '../feeds/read-table.ts'

export const IMPORT_WAYS = ['upload', 'address', 'api'] as const
export type ImportWay = (typeof IMPORT_WAYS)[number]
export const IMPORT_STATES = ['reading', 'ready', 'applying', 'applied', 'unchanged', 'discarded', 'refused'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** A product that a feed adds, changes or no longer has. */
export interface ProductDifference {
  sku: string
  name: string
  /** Of a changed one: what was and what is, as JSON-able values under the names of its fields. */
  changed?: { field: string; from: string; to: string }[]
}

/** One feed on its way in: what it says against what stands, and what became of it. */
export interface CatalogueImport {
  id: string
  site: string
  locale: Locale
  way: ImportWay
  /** Of the file, or where it came from. */
  name: string
  state: ImportState
  at: string
  by: Person | null
  appliedAt: string | null
  /** Products in the feed, and how they differ from those that stand. */
  offers: number
  added: number
  changed: number
  gone: number
  skippedTotal: number
  skipped: Skipped[]
  samples: { added: ProductDifference[]; changed: ProductDifference[]; gone: ProductDifference[] }
  /** `refused`: why. */
  fault: FeedFault | null
  /** `ready` although it came by itself: it would take away most products, which a person has to look at. */
  heldBack: boolean
  /** The first feed of a shop: how many products of files it takes the place of, and which of them it does not name. null: none. */
  instead: { products: number; goneTotal: number; gone: ProductDifference[] } | null
}

/** Where a feed is fetched from, in one language; kept also without an address, for the columns somebody chose. */
export interface CatalogueSource extends FeedTold {
  site: string
  locale: Locale
  /** null: by hand or by API. */
  url: string | null
  everyMinutes: number
  currency: string
  columns: Columns
  /** Columns of a table that are shown as facts about a product, as somebody ticked them; null: all but those that look internal. */
  attributes?: string[] | null
  /** Which there were to choose from in the last table. */
  further?: FurtherColumn[]
  /** Of the last answer, for asking whether there is anything new. */
  etag: string | null
  lastModified: string | null
  checkedAt: string | null
  nextAt: string | null
  /** Why nothing came the last time. */
  fault: FeedFault | null
}
/** What whoever looks after a feed heard of it. */
export interface FeedTold {
  /** When they were told of the fault; null: not of this one. */
  toldAt: string | null
  /** Since when it could be read again, for as long as that was not told; null: it cannot be read, or nobody waits to hear of it. */
  wellSince: string | null
}
export type SourcePatch = Partial<Omit<CatalogueSource, 'site' | 'locale' | keyof FeedTold>>

export interface ReceivedFeed {
  site: Pick<Site, 'id' | 'url' | 'productUrlPattern'>
  locale: Locale
  /** A file on this machine; it belongs to whoever handed it over. */
  path: string
  name: string
  way: ImportWay
  by: Person | null
}

/** A shop's own products, as feeds bring them. */
export interface Catalogue {
  /** Reads a feed, compares it with what stands and keeps both until somebody decides. A broken one is told, not thrown, and changes nothing. */
  receive(feed: ReceivedFeed, now: number): Promise<CatalogueImport>
  /** The same for feeds that come by themselves: taken at once, unless most products would be gone. */
  take(feed: ReceivedFeed, now: number): Promise<CatalogueImport>
  apply(site: string, id: string, now: number): Promise<Result<CatalogueImport, { code: 'not_found' | 'wrong_state' }>>
  discard(site: string, id: string): Promise<Result<CatalogueImport, { code: 'not_found' | 'wrong_state' }>>
  imports(site: string, page: number, perPage: number): Promise<Page<CatalogueImport>>
  /** How many products of files a site shows, for as long as no feed has come. */
  ofFiles(site: string): number
  /** Products of a site by language, as feeds brought them. */
  counts(site: string): Promise<{ locale: Locale; products: number }[]>
  sources(site: string): Promise<CatalogueSource[]>
  /** Of every site: what could not be read the last time, or could not and can be again without anybody having been told. */
  troubled(): Promise<CatalogueSource[]>
  /** False: another node has told it. */
  claimTold(source: CatalogueSource, told: FeedTold): Promise<boolean>
  changeSource(site: string, locale: Locale, patch: SourcePatch): Promise<CatalogueSource>
  /** Sources whose time has come, each given to one caller. */
  due(now: number): Promise<CatalogueSource[]>
  /** A broken feed's words for whoever looks after it: said of the source, and entered as a refused import. */
  refuse(feed: Omit<ReceivedFeed, 'path'>, fault: FeedFault, now: number): Promise<CatalogueImport>
  /** Ends what a sudden stop left half done. */
  resume(now: number): Promise<void>
}
