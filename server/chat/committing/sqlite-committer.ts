import { Worker } from 'node:worker_threads'
import type { DatabaseFile } from '#kb'
import { endThread } from '#shared'
import { type Committer, NO_OUTCOME, openLane, type Settled } from './committer.ts'
import type { CommitWorkerData, Handed, Written } from './commit-worker.ts'
import { packMove, unpackSettled } from './hand-over.ts'
import type { Move, MoveOutcome } from '../moves/index.ts'

/**
 * Writes in a worker thread over a connection of its own: `node:sqlite` is synchronous, and a slow disk must not stop
 * the event loop. It takes turns with the library's writer.
 */
export function sqliteCommitter(
  { path, turns }: DatabaseFile,
  options: { slowSyncMs?: number; onFault?: (fault: Error) => void } = {},
): Committer {
  const worker = new Worker(new URL('./commit-worker.ts', import.meta.url), {
    workerData: { file: path, turns, slowSyncMs: options.slowSyncMs ?? 0 } satisfies CommitWorkerData,
  })
  const underWay = new Map<
    number,
    { moves: Move[]; resolve: (settled: Settled[]) => void; reject: (fault: Error) => void }
  >()
  let lastBatch = 0
  let broken: Error | null = null
  let closing = false
  const fail = (fault: Error) => {
    broken = fault
    for (const { reject } of underWay.values()) reject(fault)
    underWay.clear()
    options.onFault?.(fault)
  }
  worker.on('message', (written: Written[]) => {
    for (const { batch, settled } of written) {
      const asked = underWay.get(batch)
      underWay.delete(batch)
      asked?.resolve(asked.moves.map((move, i) => unpackSettled(move, settled[i] ?? NO_OUTCOME)))
    }
  })
  worker.on('error', fail)
  worker.on('exit', (code) => {
    if (!closing && code !== 0) fail(new Error(`the commit worker ended with ${code}`))
  })
  worker.unref()

  const lane = openLane((moves: Move[]) => {
    if (broken) return Promise.reject(broken)
    const batch = ++lastBatch
    return new Promise((resolve, reject) => {
      underWay.set(batch, { moves, resolve, reject })
      worker.postMessage({ batch, moves: moves.map(packMove) } satisfies Handed)
    })
  }, Number.POSITIVE_INFINITY)
  return {
    run: <N extends Move['name']>(name: N, request: unknown, now: number) =>
      lane.submit({ name, request, now }) as Promise<MoveOutcome<N>>,
    close: async () => {
      if (!broken) await lane.idle()
      closing = true
      await endThread(worker)
    },
  }
}
