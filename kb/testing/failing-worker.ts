import { parentPort } from 'node:worker_threads'
import type { ToWorker } from '../spelling/nspell/nspell-worker.ts'

/** For the test of restarts: knows no word, dies of "смерть" and ends at once when told to add "никогда". */
parentPort?.on('message', (message: ToWorker) => {
  if ('add' in message && message.add.includes('никогда')) process.exit(1)
  if (!('check' in message)) return
  if (message.check.some(({ word }) => word === 'смерть')) process.exit(1)
  parentPort?.postMessage({ id: message.id, unknown: message.check.map(({ word }) => [word, []]) })
})
parentPort?.postMessage({ ready: true })
