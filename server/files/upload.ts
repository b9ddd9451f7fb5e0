import type { FileKind } from '#shared'

/** A file on its way in. */
export interface Upload {
  /** Made by the client; the same one with the same bytes is the same file. */
  id: string
  /** As the sender's system calls it; anything may stand here. */
  name: string
  /** Bytes, as promised before they come; fewer or more are a cut. */
  size: number
  body: AsyncIterable<Uint8Array>
}

export type UploadRefusal =
  /** Of the upload itself. */
  | 'file_empty'
  | 'file_too_large'
  | 'file_kind_refused'
  | 'file_unreadable'
  | 'file_infected'
  /** Another file came under this id. */
  | 'file_conflict'
  /** Of the site, the visitor, the conversation. */
  | 'files_off'
  | 'files_day_full'
  | 'conversation_files_full'
  | 'not_found'
  /** The shop takes nothing from this visitor. */
  | 'blocked'
  /** Over by itself. */
  | 'unavailable'
  | 'too_many'
  /** No room on the disk. */
  | 'storage_full'
  /** It came slower, or ended sooner, than it may. */
  | 'too_slow'
  | 'file_cut'

export interface UploadRefused {
  ok: false
  code: UploadRefusal
  retryAfterMs?: number
  /** What is allowed: `mb` of a bound, `kinds` of what a site takes. */
  allowed?: { mb?: number; kinds?: readonly FileKind[] }
}

export const refusedUpload = (code: UploadRefusal, more: Omit<UploadRefused, 'ok' | 'code'> = {}): UploadRefused => ({
  ok: false,
  code,
  ...more,
})
