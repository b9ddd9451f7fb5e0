import type { FileKind } from '#shared'

/**
 * Files of conversations, from both sides.
 *
 * 1. The client makes a file id, `newId('fil', now)`, before the first attempt and keeps it with the file, as it does with a
 *    message's.
 * 2. The bytes go up alone, before the message: `PUT /api/files/{id}` by a visitor, `PUT /api/desk/conversations/{id}/files/{fileId}`
 *    by somebody at the desk. The body is the file itself; `Content-Length` is needed; `X-File-Name` is its name,
 *    `encodeURIComponent`ed. 200 means: the bytes are on disk. The same id with the same bytes is answered the same way any
 *    number of times, so after a cut the whole file is sent again under the same id; with other bytes it is refused as
 *    `file_conflict`. A cut leaves nothing behind.
 * 3. The message names them: `files` of `message:send`, `note:add`, `conversation:start` and `POST /api/conversations`, at most
 *    `FILES_PER_MESSAGE`, with or without words. Message and files come together, once: the ids belong to the `clientMessageId`
 *    as its text does, a resend names the same ones in the same order.
 * 4. A file belongs to whoever uploaded it, goes into one message and stays in that conversation. One that is in no
 *    message after `UNSENT_FILE_MS` is removed; a message that names it then is refused as `file_gone`: upload it again.
 * 5. Bytes are fetched from a signed address that holds for at least 30 minutes and at most an hour: it comes with the answer
 *    to the upload, and `files:open` gives new ones. It needs no header, so it is good for `src` and `href`.
 */
export const FILES_PER_MESSAGE = 10
/** Characters of a name; longer ones are cut before their ending. */
export const FILE_NAME_LENGTH = 120
export const UNSENT_FILE_MS = 24 * 60 * 60 * 1000
/** Header of an upload: the name, percent-encoded UTF-8. Absent: the file is named by its kind. */
export const FILE_NAME_HEADER = 'X-File-Name'

/** A file of a message. Sizes stand here so that nothing shifts when the picture comes. */
export interface MessageFile {
  id: string
  /** To be shown: no path, no control or direction characters, an ending that fits the content. */
  name: string
  /** Media type by content. Pictures are written anew: HEIC, AVIF and TIFF come out as JPEG. */
  type: string
  kind: FileKind
  /** Bytes as kept. */
  size: number
  /** Pixels, upright; of pictures only. */
  width?: number
  height?: number
  /** A small WebP; of pictures only, never larger than 480 × 480. */
  thumb?: { width: number; height: number }
}

export interface FileAddress {
  id: string
  /** The file: pictures as they are, everything else as a download; ranges are answered. */
  url: string
  /** The small picture, if the file has one. */
  thumb: string | null
  /** ISO 8601; ask again then. */
  until: string
}

/** Answer to an upload. */
export interface UploadedFile extends MessageFile {
  address: FileAddress
  /** ISO 8601: until then a message may name it. */
  unsentUntil: string
}

/** What a visitor's side may offer before anything is uploaded. */
export interface FileOffer {
  kinds: FileKind[]
  /** For the `accept` of a file field. */
  accept: string
  /** Of one file. */
  largestBytes: number
}
