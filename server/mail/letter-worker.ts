import { parentPort } from 'node:worker_threads'
import { type LetterContent, readLetter } from './read-letter.ts'

/** The thread where letters of strangers are taken apart: whatever one of them costs, nobody else waits for it. */
export type FromLetterWorker = { content: LetterContent } | { unreadable: true }

parentPort?.on('message', (raw: Uint8Array) => {
  readLetter(raw).then(
    (content) => parentPort?.postMessage({ content } satisfies FromLetterWorker),
    () => parentPort?.postMessage({ unreadable: true } satisfies FromLetterWorker),
  )
})
