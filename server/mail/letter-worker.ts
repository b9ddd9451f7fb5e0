import { parentPort } from 'node:worker_threads'
import type { OurSide } from './quotation-heads.ts'
import { type LetterContent, readLetter } from './read-letter.ts'

/** The thread where letters of strangers are taken apart: whatever one of them costs, nobody else waits for it. */
export type ToLetterWorker = { raw: Uint8Array<ArrayBuffer>; ours: OurSide }
export type FromLetterWorker = { content: LetterContent } | { unreadable: true }

parentPort?.on('message', ({ raw, ours }: ToLetterWorker) => {
  readLetter(raw, ours).then(
    (content) => parentPort?.postMessage({ content } satisfies FromLetterWorker),
    () => parentPort?.postMessage({ unreadable: true } satisfies FromLetterWorker),
  )
})
