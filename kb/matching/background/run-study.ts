import { type MessagePort, Worker } from 'node:worker_threads'
import type { SearchEntry } from '../matcher.ts'
import type { WordTable } from '../repair/ordinary-words.ts'
import type { Study } from './study.ts'
import type { StudyMessage, StudyNeeds } from './study-worker.ts'

/** Entries handed over before other work gets its turn: copying a large library at once would hold up every visitor. */
const AT_A_TIME = 200

/** Studies the library in a worker thread; `stop` ends it early, and the promise then resolves to null. Rejects if the worker fails. */
export function runStudy(
  entries: readonly SearchEntry[],
  words: WordTable,
  meaning: MessagePort | null,
): { result: Promise<Study | null>; stop(): void } {
  const worker = new Worker(new URL('./study-worker.ts', import.meta.url), {
    workerData: { words, meaning } satisfies StudyNeeds,
    transferList: meaning ? [meaning] : [],
  })
  worker.unref()
  const send = (message: StudyMessage) => worker.postMessage(message)
  let ended = false
  const result = new Promise<Study | null>((resolve, reject) => {
    worker.once('message', (study: Study) => resolve(study))
    worker.once('error', reject)
    worker.once('exit', () => {
      ended = true
      resolve(null)
    })
  })
  void (async () => {
    for (let at = 0; at < entries.length && !ended; at += AT_A_TIME) {
      send(entries.slice(at, at + AT_A_TIME))
      await new Promise((next) => setImmediate(next))
    }
    send('all')
  })()
  return { result, stop: () => void worker.terminate() }
}
