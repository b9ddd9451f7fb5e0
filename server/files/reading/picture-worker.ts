import { parentPort } from 'node:worker_threads'
import { faultText } from '#shared'
import { type PictureToWrite, writePicture, type WrittenPicture } from './write-picture.ts'
import { type VersionsToWrite, writeVersions, type WrittenVersion } from './write-versions.ts'

/** The thread where pictures of strangers are unpacked: whatever one of them costs, nobody's message waits for it. */
export type ToPictureWorker = PictureToWrite | VersionsToWrite
export type FromPictureWorker = { written: WrittenPicture } | { versions: WrittenVersion[] } | { unreadable: string }

parentPort?.on('message', (asked: ToPictureWorker) => {
  const work: Promise<FromPictureWorker> =
    'shape' in asked
      ? writeVersions(asked).then((versions) => ({ versions }))
      : writePicture(asked).then((written) => ({ written }))
  work.then(
    (done) => parentPort?.postMessage(done),
    (fault) => parentPort?.postMessage({ unreadable: faultText(fault) } satisfies FromPictureWorker),
  )
})
