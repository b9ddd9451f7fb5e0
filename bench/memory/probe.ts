import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import threads from 'node:worker_threads'
import type { HeapOf, Heaps } from './parts.ts'

/**
 * Loaded into the measured product before anything of it (`--import`): remembers its threads, and tells over the channel
 * to the bench what the heap of each holds.
 */
if (threads.isMainThread) {
  const running = new Map<threads.Worker, string>()
  const Original = threads.Worker
  threads.Worker = class extends Original {
    constructor(program: string | URL, options?: threads.WorkerOptions) {
      super(program, options)
      running.set(this, basename(String(program)))
      this.once('exit', () => running.delete(this))
    }
  }
  syncBuiltinESMExports()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void

  const heapOf = (part: string, statistics: ReturnType<typeof getHeapStatistics>): HeapOf => ({
    part,
    usedBytes: statistics.used_heap_size,
    committedBytes: statistics.total_physical_size,
    externalBytes: statistics.external_memory + statistics.malloced_memory,
  })
  const heaps = async (): Promise<Heaps> => ({
    heaps: [
      heapOf('main', getHeapStatistics()),
      ...(await Promise.all(
        [...running].map(async ([worker, program]) =>
          heapOf(program, (await worker.getHeapStatistics()) as ReturnType<typeof getHeapStatistics>),
        ),
      )),
    ],
  })
  process.on('message', (message) => {
    if (message === 'collect') collect()
    void heaps().then((told) => process.send?.(told))
  })
  process.channel?.unref()
}
