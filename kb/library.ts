import type { ContentFault } from './content/content-fault.ts'
import type { Answers } from './answers/answers.ts'
import type { Finding } from './answers/finding/finding.ts'
import type { Sites } from './catalogue/catalogue.ts'
import type { Categories } from './catalogue/categories/categories.ts'
import type { Catalogue } from './catalogue/imports/catalogue-import.ts'
import type { ContentDoor } from './content/content.ts'
import type { Facts } from './facts/facts.ts'
import type { Foresight } from './foresight/foresight.ts'
import type { AnswerId } from './ids.ts'
import type { Matcher } from './matching/index.ts'
import type { Pictures } from './pictures/pictures.ts'
import type { Promotion } from './promotion/promotion.ts'
import type { Spelling } from './spelling/spelling.ts'
import type { Templates } from './templates/templates.ts'
import type { Figures } from './visits/figures.ts'
import type { Gaps } from './visits/gaps/gaps.ts'
import type { Visits } from './visits/visits.ts'

/** The one door of the domain: everything `server/` and `site/` may ask. Domain functions take `now` in milliseconds. */
export interface Library {
  readonly find: Finding
  readonly answers: Answers
  readonly sites: Sites
  readonly catalogue: Catalogue
  readonly categories: Categories
  readonly templates: Templates
  readonly spelling: Spelling
  readonly promotion: Promotion
  readonly foresight: Foresight
  readonly pictures: Pictures
  readonly visits: Visits
  readonly gaps: Gaps
  readonly facts: Facts
  readonly figures: Figures
  readonly content: ContentDoor
  /** Synonyms, thresholds, what was learnt: the lead's view of the matcher. */
  readonly matcher: Matcher
  /** Called after every committed change that readers can see; returns the way to stop. */
  subscribe(listener: (change: LibraryChange) => void): () => void
  /** Another node changed these answers: read them again and tell this node's subscribers (with `remote: true`). Without ids: a site or the dictionary changed. */
  refresh(ids: readonly AnswerId[]): Promise<void>
  /** For news that may have been missed (Redis was away): compares with the database and refreshes what differs. With `now`, what has begun is shown and what is over is not. Cheap; call it every minute, oftener where several nodes run. */
  catchUp(now?: number): Promise<AnswerId[]>
  status(): LibraryStatus
  close(): Promise<void>
}

export interface LibraryChange {
  answers: { id: AnswerId; site: string }[]
  /** Route cache tags: `answer:<id>`, `category:<slug>`, `product:<sku>`, `home`, and `site` for what every page shows. */
  tags: string[]
  remote: boolean
}

export interface LibraryStatus {
  answers: number
  search: { engine: 'embedded' | 'meilisearch'; degraded: boolean; reason?: string }
  spelling: 'starting' | 'ready' | 'failed'
  /** Files of the content folder that were left out at the last import. */
  content: readonly ContentFault[]
}
