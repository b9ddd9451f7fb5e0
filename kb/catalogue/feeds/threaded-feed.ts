import { Worker } from 'node:worker_threads'
import type { ProductRow } from '../products/product-row.ts'
import { BrokenFeed, type FeedFault } from './feed-fault.ts'
import type { FeedWorkerData, FromFeed } from './feed-worker.ts'
import type { ReadFeed } from './read-feed.ts'

const HEAP_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

/** Reads a feed in a thread of its own, which ends with it. `took` gets its products in batches and is waited for. Throws `BrokenFeed`, and whatever `took` throws. */
export async function threadedFeed(
  settings: FeedWorkerData,
  took: (rows: ProductRow[]) => Promise<void>,
): Promise<ReadFeed> {
  const worker = new Worker(new URL('./feed-worker.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: HEAP_LIMITS,
  })
  try {
    return await new Promise<ReadFeed>((resolve, reject) => {
      let last: Promise<void> = Promise.resolve()
      let ended = false
      const failed = (fault: FeedFault) => reject(new BrokenFeed(fault.code, fault.line, fault.detail))
      worker.on('message', (message: FromFeed) => {
        ended = !('rows' in message)
        if ('fault' in message) return failed(message.fault)
        if ('read' in message) return void last.then(() => resolve(message.read), reject)
        last = last.then(() => took(message.rows)).then(() => worker.postMessage('stored'))
        last.catch(reject)
      })
      worker.on('error', (error) => failed({ code: 'failed', line: null, detail: String(error) }))
      // Having said how it ended it goes, while the last batch is still stored.
      worker.on('exit', () => ended || failed({ code: 'failed', line: null, detail: null }))
    })
  } finally {
    await worker.terminate()
  }
}
