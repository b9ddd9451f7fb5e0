import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import type { OurSide } from './quotation-heads.ts'
import { type LetterContent, readLetter } from './read-letter.ts'

/** The thread where letters of strangers are taken apart: whatever one of them costs, nobody else waits for it. */
export type ToLetterWorker = { raw: Uint8Array<ArrayBuffer>; ours: OurSide; leftOut?: string }
/** `source`: the beginning of the letter as it came, gzip in base64. */
export type FromLetterWorker = { content: LetterContent; source: string } | { unreadable: true }

/** Files stand behind the words, so the words are in it. */
const SOURCE_BYTES = 256 * 1024

parentPort?.on('message', ({ raw, ours, leftOut }: ToLetterWorker) => {
  readLetter(raw, ours, leftOut).then(
    (content) => {
      const source = gzipSync(raw.subarray(0, SOURCE_BYTES)).toString('base64')
      parentPort?.postMessage(
        { content, source } satisfies FromLetterWorker,
        content.files.flatMap(({ bytes }) => (bytes ? [bytes.buffer] : [])),
      )
    },
    () => parentPort?.postMessage({ unreadable: true } satisfies FromLetterWorker),
  )
})
