import { parentPort } from 'node:worker_threads'
import { faultText } from '#shared'
import { type PictureToWrite, writePicture, type WrittenPicture } from './write-picture.ts'

/** The thread where pictures of strangers are unpacked: whatever one of them costs, nobody's message waits for it. */
export type FromPictureWorker = { written: WrittenPicture } | { unreadable: string }

parentPort?.on('message', (picture: PictureToWrite) => {
  writePicture(picture).then(
    (written) => parentPort?.postMessage({ written } satisfies FromPictureWorker),
    (fault) => parentPort?.postMessage({ unreadable: faultText(fault) } satisfies FromPictureWorker),
  )
})
