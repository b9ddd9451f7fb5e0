import { parentPort, threadId } from 'node:worker_threads'
import type { ToMarkdownWorker } from '../markdown/markdown-worker.ts'

/** For the tests of the thread: reads "вечность" for ever, dies of "смерть", of "кто" gives its number, and every other text back. */
parentPort?.on('message', (message: ToMarkdownWorker) => {
  if (!('plain' in message)) return
  if (message.plain === 'смерть') process.exit(1)
  for (; message.plain === 'вечность'; );
  parentPort?.postMessage({ plain: message.plain === 'кто' ? String(threadId) : message.plain })
})
parentPort?.postMessage({ ready: true })
