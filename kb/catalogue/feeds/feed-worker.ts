import type { Locale } from '#shared'
import { parentPort, workerData } from 'node:worker_threads'
import type { Site } from '../catalogue.ts'
import { type ProductRow, productRow } from '../products/product-row.ts'
import { BrokenFeed, type FeedFault } from './feed-fault.ts'
import { type ReadFeed, readFeed } from './read-feed.ts'
import type { TableSettings } from './read-table.ts'

export interface FeedWorkerData extends TableSettings {
  path: string
  currency: string
  locale: Locale
  site: Pick<Site, 'url' | 'productUrlPattern'>
}
export type FromFeed = { rows: ProductRow[] } | { read: ReadFeed } | { fault: FeedFault }

const ROWS_AT_A_TIME = 200
/** Batches on their way to the database; the reader waits for it, not it for the reader. */
const MOST_UNDER_WAY = 3

if (!parentPort) throw new Error('runs as a worker')
const port = parentPort
const { path, columns, attributes, currency, locale, site }: FeedWorkerData = workerData

let underWay = 0
let stored: (() => void) | null = null
port.on('message', () => {
  underWay--
  stored?.()
})

let rows: ProductRow[] = []
function send(): void {
  if (rows.length === 0) return
  underWay++
  port.postMessage({ rows } satisfies FromFeed)
  rows = []
}

try {
  const read = await readFeed(
    path,
    { columns, attributes, currency, locale },
    (offer) => {
      rows.push(productRow(offer, site))
      if (rows.length === ROWS_AT_A_TIME) send()
    },
    async () => {
      while (underWay >= MOST_UNDER_WAY) await new Promise<void>((resolve) => (stored = resolve))
    },
  )
  send()
  port.postMessage({ read } satisfies FromFeed)
} catch (error) {
  const fault: FeedFault =
    error instanceof BrokenFeed ? error.fault : { code: 'failed', line: null, detail: String(error).slice(0, 200) }
  port.postMessage({ fault } satisfies FromFeed)
}
port.unref()
