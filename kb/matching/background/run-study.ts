import { Worker } from 'node:worker_threads'
import type { SearchEntry } from '../matcher.ts'
import type { WordTable } from '../repair/ordinary-words.ts'
import type { Study } from './study.ts'

/** Studies the library in a worker thread; `stop` ends it early, and the promise then resolves to null. Rejects if the worker fails. */
export function runStudy(
  entries: readonly SearchEntry[],
  words: WordTable,
): { result: Promise<Study | null>; stop(): void } {
  const worker = new Worker(new URL('./study-worker.ts', import.meta.url), { workerData: { entries, words } })
  worker.unref()
  const result = new Promise<Study | null>((resolve, reject) => {
    worker.once('message', (study: Study) => resolve(study))
    worker.once('error', reject)
    worker.once('exit', () => resolve(null))
  })
  return { result, stop: () => void worker.terminate() }
}
