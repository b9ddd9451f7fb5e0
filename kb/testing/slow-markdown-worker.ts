import { parentPort } from 'node:worker_threads'
import type { ToMarkdownWorker } from '../markdown/markdown-worker.ts'

/** For the test of the budget: reads "вечность" for ever, dies of "смерть", and gives every other text back. */
parentPort?.on('message', (message: ToMarkdownWorker) => {
  if (!('plain' in message)) return
  if (message.plain === 'смерть') process.exit(1)
  for (; message.plain === 'вечность'; );
  parentPort?.postMessage({ plain: message.plain })
})
parentPort?.postMessage({ ready: true })
