import { setTimeout as pause } from 'node:timers/promises'
import { type Log, silent } from '../../log.ts'
import { type Connection, connect, reasonOf, refusalOf } from './meilisearch-connection.ts'
import { INDEX_VERSION } from './meilisearch-documents.ts'
import { type Keeper, meilisearchKeeper } from './meilisearch-keeper.ts'
import { searchKey } from './meilisearch-search-key.ts'
import { byReciprocalRank } from './reciprocal-rank.ts'
import type { CandidateQuery, SearchIndex } from './search-index.ts'

/** Meilisearch reads at most ten words of a query. */
const MOST_WORDS = 10
const SEARCH_TIMEOUT_MS = 400
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** So many changed answers are scored beside what Meilisearch finds; beyond that the embedded engine is quicker. */
const MOST_UNCONFIRMED = 200

export interface MeilisearchOptions {
  url: string
  /** A key that may manage our indexes (`firstline*`) and ask for tasks; with `keys.*` too, searching uses a key that may only search. */
  key: string
  /** Beginning of the names of our indexes. */
  uid?: string
  log?: Log
}

/** Name of the index readers use. */
export const meilisearchIndexUid = (base: string): string => `${base}-${INDEX_VERSION}`

/** Candidates from Meilisearch. Until it is reachable and indexed `trouble()` says why; it heals itself. */
export function meilisearchSearchIndex(options: MeilisearchOptions): SearchIndex {
  const { url, key, uid: base = 'firstline', log = silent } = options
  const uid = meilisearchIndexUid(base)
  const closing = new AbortController()
  let keeper: Keeper | null = null
  let searcher: Connection | null = null
  let paused: string | null = null
  let recovering: Promise<void> = Promise.resolve()

  async function openSearcher(): Promise<void> {
    const admin = connect({ url, key }, closing.signal)
    const ownKey = await searchKey(admin.client, key, uid)
    searcher = connect({ url, key: ownKey }, closing.signal, SEARCH_TIMEOUT_MS)
  }

  /** The whole query and each of its words: `last` wants the first word of a query, and any of ours may be a stray one. */
  async function ask({ stems, site, audience, limit }: CandidateQuery): Promise<string[]> {
    const words = stems.slice(0, MOST_WORDS)
    if (words.length === 0 || !searcher) return []
    const filter = [`site = ${quoted(site)}`, ...(audience === 'all' ? [] : [`audience = ${quoted(audience)}`])]
    const queries = [...new Set([words.join(' '), ...words])].map((q) => ({
      indexUid: uid,
      q,
      limit,
      filter,
      matchingStrategy: 'last' as const,
      attributesToRetrieve: ['id'],
    }))
    const { results } = await searcher.client.multiSearch<{ queries: typeof queries }, { id: string }>({ queries })
    return byReciprocalRank(
      results.map(({ hits }) => hits.map(({ id }) => id)),
      limit,
    )
  }

  function failed(fault: unknown): void {
    if (closing.signal.aborted) return
    if (isNotOurs(fault)) keeper?.compareAgain(reasonOf(fault))
    else if (!paused) recovering = recover(reasonOf(fault))
  }

  /** Leaves Meilisearch in peace and tries with a question of our own, so that no visitor waits for it. */
  async function recover(reason: string): Promise<void> {
    paused = reason
    log.warn({ fault: reason }, 'Meilisearch is not responding in time; using the embedded engine until it does')
    for (let wait = FIRST_PAUSE_MS; !closing.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      await pause(wait, undefined, { ref: false, signal: closing.signal }).catch(() => {})
      try {
        await ask({ stems: ['probe'], site: 'probe', audience: 'public', limit: 1 })
      } catch (fault) {
        paused = reasonOf(fault)
        if (!isNotOurs(fault)) continue
        keeper?.compareAgain(paused)
      }
      paused = null
      log.info({}, 'Meilisearch is responding again')
      return
    }
  }

  function trouble(): string | null {
    if (!keeper) return 'not indexed yet'
    const waiting = keeper.unconfirmed().length
    return keeper.trouble() ?? paused ?? (waiting > MOST_UNCONFIRMED ? `${waiting} answers are being indexed` : null)
  }

  return {
    engine: 'meilisearch',
    start(library) {
      keeper ??= meilisearchKeeper({ url, key, base, index: uid, library, log, ready: openSearcher })
    },
    changed: (ids) => keeper?.changed(ids),
    async candidates(query) {
      const reason = trouble()
      if (reason !== null) throw new Error(reason)
      try {
        const found = await ask(query)
        return [...new Set([...found, ...keeper!.unconfirmed()])]
      } catch (fault) {
        failed(fault)
        throw fault
      }
    },
    trouble,
    async close() {
      closing.abort()
      await Promise.all([keeper?.close(), recovering])
    },
  }
}

/** A refusal says that the index or the key is not what we think; anything else that Meilisearch is busy or away. */
function isNotOurs(fault: unknown): boolean {
  const { status = 500 } = refusalOf(fault) ?? {}
  return status < 500 && status !== 408 && status !== 429
}

/** A value in a filter: double quotes, with `\` and `"` escaped, so that no value can end it. */
export const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`
