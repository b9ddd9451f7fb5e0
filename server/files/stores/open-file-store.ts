import type { FileStore } from './file-store.ts'
import { folderFileStore } from './folder-file-store.ts'
import { type S3Place, s3FileStore } from './s3-file-store.ts'

/** Left free for messages: a folder takes no file beyond. */
const KEEP_FREE_BYTES = 200 * 1024 * 1024

/** The one place that knows which engine it is. */
export const openFileStore = (at: { folder: string; s3?: S3Place | undefined }): FileStore =>
  at.s3 ? s3FileStore(at.s3) : folderFileStore(at.folder, KEEP_FREE_BYTES)
