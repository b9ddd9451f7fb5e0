import { faultText } from '#shared'
import { setTimeout as pause } from 'node:timers/promises'
import { Meilisearch, MeilisearchApiError } from 'meilisearch'
import { type Log, silent } from '../../log.ts'
import type { SearchEntry } from '../matcher.ts'
import { documentKey, INDEX_VERSION, meilisearchDocument, SETTINGS } from './meilisearch-documents.ts'
import type { CandidateQuery, SearchIndex } from './search-index.ts'

const BATCH = 500
/** Meilisearch reads at most ten words of a query. */
const MOST_WORDS = 10
const SEARCH_TIMEOUT_MS = 400
const WRITE_TIMEOUT_MS = 10_000
const TASK_TIMEOUT_MS = 120_000
const TASK_POLL_MS = 20
const WRITE_TRIES = 3
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000

export interface MeilisearchOptions {
  url: string
  /** A key that may manage indexes, documents and tasks; with `keys.*` too, searching uses a key scoped to searching this index. */
  key: string
  /** Uid of the index readers use; builds go to `<uid>-<version>-<random>` and are swapped in. */
  uid?: string
  log?: Log
}

/** Candidates from Meilisearch. Until it is reachable and built `trouble()` says why; it heals itself and indexes again. */
export function meilisearchSearchIndex({ url, key, uid = 'firstline', log = silent }: MeilisearchOptions): SearchIndex {
  const waitOptions = { timeout: TASK_TIMEOUT_MS, interval: TASK_POLL_MS }
  const admin = new Meilisearch({ host: url, apiKey: key, timeout: WRITE_TIMEOUT_MS, defaultWaitOptions: waitOptions })
  let searcher: Meilisearch | null = null
  let trouble: string | null = 'not indexed yet'
  let entries: () => readonly SearchEntry[] = () => []
  let work: Promise<void> = Promise.resolve()
  let healing: Promise<void> | null = null
  const closing = new AbortController()

  /** A search key limited to this index where the given key may make one, otherwise the given key. */
  async function searchKey(): Promise<string> {
    const name = `${uid} search`
    try {
      const { results } = await admin.getKeys({ limit: 1000 })
      const known = results.find(
        (one) => one.name === name && one.actions.join() === 'search' && one.indexes.join() === uid,
      )
      const scoped =
        known ??
        (await admin.createKey({
          name,
          description: 'Made by Firstline for searching only',
          actions: ['search'],
          indexes: [uid],
          expiresAt: null,
        }))
      return scoped.key
    } catch (fault) {
      if (fault instanceof MeilisearchApiError) return key
      throw fault
    }
  }

  async function succeed(task: {
    waitTask(): Promise<{ status: string; error?: { message: string; code: string } | null }>
  }): Promise<void> {
    const { status, error } = await task.waitTask()
    if (status !== 'succeeded') throw new Error(`Meilisearch task ${status}: ${error?.message ?? 'no reason given'}`)
  }

  async function exists(index: string): Promise<boolean> {
    try {
      await admin.getRawIndex(index)
      return true
    } catch (fault) {
      if (fault instanceof MeilisearchApiError && fault.cause?.code === 'index_not_found') return false
      throw fault
    }
  }

  /** Builds a fresh index beside the old one and swaps: readers never see half of it. */
  async function rebuild(): Promise<void> {
    await admin.health()
    const fresh = `${uid}-${INDEX_VERSION}-${crypto.randomUUID().slice(0, 8)}`
    await succeed(admin.createIndex(fresh, { primaryKey: 'key' }))
    await succeed(admin.index(fresh).updateSettings(SETTINGS))
    const documents = entries().map(meilisearchDocument)
    for (let at = 0; at < documents.length; at += BATCH)
      await succeed(admin.index(fresh).addDocuments(documents.slice(at, at + BATCH)))
    if (!(await exists(uid))) await succeed(admin.createIndex(uid, { primaryKey: 'key' }))
    await succeed(admin.swapIndexes([{ indexes: [uid, fresh], rename: false }]))
    await succeed(admin.deleteIndex(fresh))
    searcher = new Meilisearch({ host: url, apiKey: await searchKey(), timeout: SEARCH_TIMEOUT_MS })
    trouble = null
    log.info({ documents: documents.length, version: INDEX_VERSION }, 'Meilisearch is indexed')
  }

  /** Tries to rebuild with growing pauses until it works; one healer at a time. */
  function heal(reason: string): void {
    trouble = reason
    if (healing || closing.signal.aborted) return
    healing = (async () => {
      for (let wait = FIRST_PAUSE_MS; !closing.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
        try {
          work = work.then(rebuild)
          await work
          return
        } catch (fault) {
          trouble = messageOf(fault)
          work = Promise.resolve()
          await pause(wait, undefined, { ref: false, signal: closing.signal }).catch(() => {})
        }
      }
    })().finally(() => {
      healing = null
    })
  }

  /** Writes follow each other; one that still fails after its tries leads to a rebuild, so nothing stays missing. */
  async function write(run: () => Promise<void>): Promise<void> {
    if (trouble) return
    const done = work.then(() => retry(run, closing.signal))
    work = done.catch(() => {})
    await done.catch((fault) => heal(messageOf(fault)))
  }

  return {
    engine: 'meilisearch',
    start(all) {
      entries = all
      heal('not indexed yet')
    },
    put: (changed) => write(() => succeed(admin.index(uid).addDocuments(changed.map(meilisearchDocument)))),
    remove: (ids) => write(() => succeed(admin.index(uid).deleteDocuments(ids.map(documentKey)))),
    async candidates({ stems, site, audience, limit }: CandidateQuery) {
      if (!searcher) throw new Error(trouble ?? 'not indexed yet')
      try {
        const { hits } = await searcher.index<{ id: string }>(uid).search(stems.slice(0, MOST_WORDS).join(' '), {
          limit,
          filter: [`site = ${quoted(site)}`, ...(audience === 'all' ? [] : [`audience = ${quoted(audience)}`])],
          matchingStrategy: 'frequency',
          attributesToRetrieve: ['id'],
        })
        return hits.map(({ id }) => id)
      } catch (fault) {
        heal(messageOf(fault))
        throw fault
      }
    },
    trouble: () => trouble,
    async close() {
      closing.abort()
      await healing
      await work.catch(() => {})
    },
  }
}

/** A value in a filter: double quotes, with `\` and `"` escaped, so that no value can end it. */
export const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`

const messageOf = (fault: unknown): string => faultText(fault)

async function retry(run: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return await run()
    } catch (fault) {
      const refused = fault instanceof MeilisearchApiError && fault.response.status < 500
      if (tried === WRITE_TRIES || refused || signal.aborted) throw fault
      await pause(FIRST_PAUSE_MS * tried, undefined, { ref: false, signal }).catch(() => {})
    }
  }
}
