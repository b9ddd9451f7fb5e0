import { Worker } from 'node:worker_threads'
import { shippedWords } from '../repair/ordinary-words.ts'
import type { PastQuestion, PlannedChange, ReplayedQuestion } from '../matcher.ts'
import type { ReplayState } from './replay-state.ts'
import type { ReplayMessage, ReplayNeeds } from './replay-worker.ts'

/** Handed over before other work gets its turn: copying a large library at once would hold up every visitor. */
const AT_A_TIME = 200
const TIMEOUT_MS = 60_000

/** Asks the questions in a thread that lives only for them. Rejects if it fails or takes longer than a minute; null once `stop` ended it. */
export function runReplay(
  { entries, ...state }: ReplayState,
  questions: readonly PastQuestion[],
  change: PlannedChange,
): { result: Promise<ReplayedQuestion[] | null>; stop(): void } {
  const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), {
    workerData: { ...state, change, words: shippedWords() } satisfies ReplayNeeds,
  })
  worker.unref()
  let ended = false
  const result = new Promise<ReplayedQuestion[] | null>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('the replay of past questions took longer than a minute'))
      void worker.terminate()
    }, TIMEOUT_MS)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      ended = true
      clearTimeout(late)
      resolve(null)
    })
  })
  const send = async <T>(all: readonly T[], message: (some: readonly T[]) => ReplayMessage) => {
    for (let at = 0; at < all.length && !ended; at += AT_A_TIME) {
      worker.postMessage(message(all.slice(at, at + AT_A_TIME)))
      await new Promise((next) => setImmediate(next))
    }
  }
  void (async () => {
    await send(entries, (some) => ({ entries: some }))
    await send(questions, (some) => ({ questions: some }))
    worker.postMessage('all' satisfies ReplayMessage)
  })()
  return { result, stop: () => void worker.terminate() }
}
