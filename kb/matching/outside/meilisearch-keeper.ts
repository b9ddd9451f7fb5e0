import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../log.ts'
import { slices } from '../slices.ts'
import { connect, reasonOf, refusalOf, TaskFailed } from './meilisearch-connection.ts'
import { documentKey, hasOurSettings, meilisearchDocument, SETTINGS, stampOf } from './meilisearch-documents.ts'
import { hasWork, meilisearchLease } from './meilisearch-lease.ts'
import type { IndexedLibrary } from './search-index.ts'

/** Documents of one request, and requests before their tasks are waited for: Meilisearch takes what waits in one go. */
const BATCH = 500
const BATCHES_AT_ONCE = 10
const PAGE = 1000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** What nobody has written to for so long was left behind by a version or a node that is gone. */
const LEFT_AFTER_MS = 10 * 60_000
const RELEASE_TIMEOUT_MS = 500

export interface Keeper {
  changed(ids: readonly string[]): void
  /** Answers that the index does not surely hold as they are now. */
  unconfirmed(): readonly string[]
  /** Compares index and library again, because the index answered as if it were not ours. */
  compareAgain(reason: string): void
  /** Why the index cannot be relied on; null when it holds what the library holds, or did and is being told the rest. */
  trouble(): string | null
  close(): Promise<void>
}

/**
 * Keeps one index in step with the library, by what differs: only that is written, so a restart writes nothing, what
 * changes while others are written follows, and two nodes that write the same do no harm. It never gives up and never
 * holds up who publishes.
 */
export function meilisearchKeeper(parts: {
  url: string
  key: string
  /** Beginning of the name of every index of ours. */
  base: string
  index: string
  library: IndexedLibrary
  /** Called once the index holds the library, before it is searched. */
  ready(): Promise<void>
  log: Log
}): Keeper {
  const { url, key, base, index: uid, library, log } = parts
  const closing = new AbortController()
  const connection = connect({ url, key }, closing.signal)
  const { client, done } = connection
  const lease = meilisearchLease(connection, uid, closing.signal)
  /** With the number of the last change, so that one made during a write is written again. */
  const behind = new Map<string, number>()
  let changes = 0
  let compared = false
  let trouble: string | null = 'not indexed yet'
  let told: string | null = null
  let holdsLease = false
  let wake = Promise.withResolvers<void>()

  async function ensureIndex(): Promise<void> {
    const settings = await unlessRefused(client.index(uid).getSettings(), ['index_not_found', 'invalid_api_key'])
    if (settings && hasOurSettings(settings)) return
    if (!settings)
      await done(client.createIndex(uid, { primaryKey: 'key' })).catch((fault) => {
        if (!(fault instanceof TaskFailed) || fault.code !== 'index_already_exists') throw fault
      })
    await done(client.index(uid).updateSettings(SETTINGS))
  }

  /** Ids of answers that the index lacks or holds otherwise, and of those that it should not hold. */
  async function differing(): Promise<string[]> {
    const held = new Map<string, string>()
    for (let offset = 0; ; offset += PAGE) {
      const page = await unlessRefused(
        client
          .index<{ id: string; stamp?: string }>(uid)
          .getDocuments({ fields: ['id', 'stamp'], offset, limit: PAGE }),
        ['invalid_api_key'],
      )
      for (const { id, stamp = '' } of page?.results ?? []) held.set(id, stamp)
      if (!page || page.results.length < PAGE) break
    }
    const rest = slices()
    const ids: string[] = []
    for (const entry of library.entries()) {
      if (held.get(entry.id) !== stampOf(entry)) ids.push(entry.id)
      held.delete(entry.id)
      await rest()
    }
    return [...ids, ...held.keys()]
  }

  async function compare(): Promise<void> {
    await ensureIndex()
    if ((await differing()).length > 0) {
      if (!holdsLease) await lease.take()
      holdsLease = true
      // another node may have been at it meanwhile
      for (const id of await differing()) if (!behind.has(id)) behind.set(id, ++changes)
    }
    compared = true
  }

  async function write(): Promise<void> {
    while (behind.size > 0) {
      const some = [...behind].slice(0, BATCH * BATCHES_AT_ONCE)
      const tasks = []
      for (let at = 0; at < some.length; at += BATCH) tasks.push(...(await send(some.slice(at, at + BATCH))))
      for (const task of tasks) await done(Promise.resolve(task))
      for (const [id, change] of some) if (behind.get(id) === change) behind.delete(id)
    }
  }

  async function send(batch: readonly (readonly [id: string, change: number])[]) {
    const rest = slices()
    const documents = []
    const gone = []
    for (const [id] of batch) {
      const entry = library.entry(id)
      if (entry) documents.push(meilisearchDocument(entry))
      else gone.push(documentKey(id))
      await rest()
    }
    return [
      ...(documents.length > 0 ? [await client.index(uid).addDocuments(documents)] : []),
      ...(gone.length > 0 ? [await client.index(uid).deleteDocuments(gone)] : []),
    ]
  }

  /** Removes indexes that versions and nodes before us left behind. */
  async function tidy(): Promise<void> {
    const ours = new RegExp(`^${base}(-[0-9a-f]{8}(-[0-9a-f]{8}|-building)?)?$`)
    const { results } = await client.getRawIndexes({ limit: PAGE })
    for (const { uid: other, updatedAt } of results) {
      if (other === uid || !ours.test(other)) continue
      const idleMs = connection.serverNow() - Date.parse(updatedAt)
      if (idleMs > LEFT_AFTER_MS && !(await hasWork(client, other)) && !(await hasWork(client, uid))) {
        await done(client.deleteIndex(other))
        log.info({ index: other }, 'removed an unused index')
      }
    }
  }

  async function bringUpToDate(): Promise<void> {
    const fresh = !compared
    if (fresh) await compare()
    const waiting = behind.size
    await write()
    if (fresh) await parts.ready()
    trouble = null
    if (holdsLease) await lease.release()
    holdsLease = false
    if (!fresh) return
    log.info({ index: uid, written: waiting }, 'Meilisearch index is up to date')
    await tidy().catch((fault) =>
      log.warn({ fault: reasonOf(fault) }, 'could not check Meilisearch for unused indexes'),
    )
  }

  function tell(fault: unknown): void {
    const reason = reasonOf(fault)
    if (!compared) trouble = reason
    if (reason === told) return
    told = reason
    const { status } = refusalOf(fault) ?? {}
    if (status === 401 || status === 403)
      log.error({ fault: reason, index: uid }, 'Meilisearch rejected MEILI_KEY; using the embedded engine')
    else log.warn({ fault: reason }, 'could not update Meilisearch; will retry')
  }

  async function keep(): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !closing.signal.aborted; ) {
      try {
        await bringUpToDate()
        wait = FIRST_PAUSE_MS
        told = null
        await wake.promise
        wake = Promise.withResolvers()
      } catch (fault) {
        if (closing.signal.aborted) return
        if (refusalOf(fault)?.code === 'index_not_found' || fault instanceof TaskFailed) compared = false
        tell(fault)
        await pause(wait, undefined, { ref: false, signal: closing.signal }).catch(() => {})
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
      }
    }
  }

  const keeping = keep()
  return {
    changed(ids) {
      for (const id of ids) behind.set(id, ++changes)
      wake.resolve()
    },
    unconfirmed: () => [...behind.keys()],
    compareAgain(reason) {
      compared = false
      trouble = reason
      wake.resolve()
    },
    trouble: () => trouble,
    async close() {
      closing.abort()
      wake.resolve()
      await keeping
      if (!holdsLease) return
      const last = connect({ url, key }, AbortSignal.timeout(RELEASE_TIMEOUT_MS))
      await last.client.deleteIndex(lease.uid).catch(() => {})
    },
  }
}

/** Null where Meilisearch refuses with one of these codes: a key may be allowed to write and not to look. */
async function unlessRefused<T>(answer: Promise<T>, codes: readonly string[]): Promise<T | null> {
  try {
    return await answer
  } catch (fault) {
    if (codes.includes(refusalOf(fault)?.code ?? '')) return null
    throw fault
  }
}
