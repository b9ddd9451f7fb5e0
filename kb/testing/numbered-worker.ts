import { parentPort, threadId } from 'node:worker_threads'
import type { ToWorker } from '../spelling/nspell/nspell-worker.ts'

/** For the test of idle threads: knows the words it was told, offers for any other the number of its thread. */
const known = new Set<string>()
parentPort?.on('message', (message: ToWorker) => {
  if ('add' in message) for (const word of message.add) known.add(word)
  if (!('check' in message)) return
  const unknown = message.check.filter(({ word }) => !known.has(word)).map(({ word }) => [word, [String(threadId)]])
  parentPort?.postMessage({ id: message.id, unknown })
})
parentPort?.postMessage({ ready: true })
