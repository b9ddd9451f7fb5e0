import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  meaningFrom,
  type Matcher,
  matchingMigrations,
  meilisearchIndexUid,
  meilisearchSearchIndex,
  migrate,
  openDatabase,
  openMatcher,
  type SearchEntry,
  silent,
  sqlLearntStore,
} from '#kb'
import type { VectorStore } from '../../kb/matching/meaning/vector-store.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const BASE = 'firstline-bench'
/** A busy machine is no reason to answer by words alone what is measured with the model. */
const QUESTION_MS = 60_000

export interface Opened {
  matcher: Matcher
  buildS: number
  memoryMb: number
  close(): Promise<void>
}

/** Heap and array buffers in use after a collection, in megabytes. */
export function memoryInUse(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** Opens the product's own matcher over a database of its own; `settle` waits for thresholds and sharpened weights. */
export async function openProduct(
  entries: SearchEntry[],
  engine: 'embedded' | 'meilisearch',
  settle = true,
  modelDir?: string | undefined,
  vectors?: VectorStore,
): Promise<Opened> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-match-'))
  const database = await openDatabase({ dataDir })
  await migrate(database, matchingMigrations)
  const at = { url: process.env.MEILI_URL ?? 'http://localhost:7700', key: process.env.MEILI_KEY ?? '' }
  const outside = engine === 'meilisearch' ? meilisearchSearchIndex({ ...at, uid: BASE }) : null
  const before = memoryInUse()
  const started = performance.now()
  const matcher = await openMatcher({
    entries,
    store: sqlLearntStore(database.db),
    outside,
    meaning: meaningFrom({ modelDir, questionMs: QUESTION_MS, store: vectors, log: silent }),
  })
  const buildS = (performance.now() - started) / 1000
  while (outside?.trouble()) await new Promise((resolve) => setTimeout(resolve, 50))
  if (settle) await matcher.settled()
  const memoryMb = memoryInUse() - before
  return {
    matcher,
    buildS,
    memoryMb,
    close: async () => {
      await matcher.close()
      await database.close()
      if (outside) await removeIndex(at)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function removeIndex({ url, key }: { url: string; key: string }): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  await fetch(`${url}/indexes/${meilisearchIndexUid(BASE)}`, { method: 'DELETE', headers })
}
