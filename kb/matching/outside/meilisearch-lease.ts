import { setTimeout as pause } from 'node:timers/promises'
import { type Connection, refusalOf, TaskFailed } from './meilisearch-connection.ts'

const LOOK_MS = 500
/** So long after the last task of its index a holder is dead: a living one writes without a pause. */
const SILENT_AFTER_MS = 5_000

export interface Lease {
  readonly uid: string
  /** Resolves when this node holds the lease, after another one's work where it was at it. */
  take(): Promise<void>
  release(): Promise<void>
}

/**
 * Lets one node at a time bring an index up to date. The lease is an empty index beside it: Meilisearch creates an index
 * once, so one of two tasks fails. Nothing breaks if two hold it after all: they write the same documents twice.
 */
export function meilisearchLease({ client, done }: Connection, index: string, closing: AbortSignal): Lease {
  const uid = `${index}-building`

  async function isTaken(): Promise<boolean> {
    try {
      await client.getRawIndex(uid)
      return true
    } catch (fault) {
      if (refusalOf(fault)?.code === 'index_not_found') return false
      throw fault
    }
  }

  /** Waits until the holder is through; false when it has fallen silent. */
  async function isReleased(): Promise<boolean> {
    let heard = performance.now()
    while (await isTaken()) {
      if (await hasWork(client, index)) heard = performance.now()
      if (performance.now() - heard > SILENT_AFTER_MS) return false
      await pause(LOOK_MS, undefined, { ref: false, signal: closing })
    }
    return true
  }

  return {
    uid,
    async take() {
      for (;;) {
        try {
          return await done(client.createIndex(uid, { primaryKey: 'key' }))
        } catch (fault) {
          if (!(fault instanceof TaskFailed) || fault.code !== 'index_already_exists') throw fault
        }
        if (!(await isReleased())) await removed(client.deleteIndex(uid), done)
      }
    },
    release: () => removed(client.deleteIndex(uid), done),
  }
}

/** Whether tasks of an index wait or are being done. */
export async function hasWork(client: Connection['client'], index: string): Promise<boolean> {
  const { results } = await client.tasks.getTasks({
    indexUids: [index],
    statuses: ['enqueued', 'processing'],
    limit: 1,
  })
  return results.length > 0
}

async function removed(task: Parameters<Connection['done']>[0], done: Connection['done']): Promise<void> {
  try {
    await done(task)
  } catch (fault) {
    if (!(fault instanceof TaskFailed) || fault.code !== 'index_not_found') throw fault
  }
}
